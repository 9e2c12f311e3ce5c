import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import { elements } from "../../../src/engine/values.js";
import { rngCases, type OracleTensor } from "../support/rngCases.js";

type States = Readonly<Record<"a" | "b" | "again", OracleTensor>> & { readonly state_length: number };

describe("the state of the random numbers", () => {
  for (const { seed, first, second } of rngCases<States>("get_rng_state")) {
    it(`is gone back to, after seed ${seed}, twice`, () => {
      torch.manual_seed(seed);
      for (const expected of [first, second]) {
        assert.deepEqual(elements(torch.rand(2)), expected.a.data);
        const state = torch.get_rng_state();
        assert.deepEqual([state.shape, state.dtype], [[expected.state_length], torch.uint8]);
        assert.deepEqual(elements(torch.rand(2)), expected.b.data);
        torch.set_rng_state(state);
        assert.deepEqual(elements(torch.rand(2)), expected.again.data);
      }
    });
  }

  for (const { seed, first, second } of rngCases<Record<"inside" | "after", OracleTensor>>("fork_rng")) {
    it(`is forked, after seed ${seed}, twice`, () => {
      torch.manual_seed(seed);
      for (const expected of [first, second]) {
        const inside = torch.random.fork_rng(() => torch.rand(2));
        assert.deepEqual(elements(inside), expected.inside.data);
        assert.deepEqual(elements(torch.rand(2)), expected.after.data);
      }
    });
  }

  it("is forked until the end of a block, or not at all", () => {
    torch.manual_seed(3);
    const expected = torch.rand(4).tolist() as number[];
    torch.manual_seed(3);
    {
      using _ = torch.random.fork_rng();
      torch.rand(7);
    }
    assert.deepEqual(torch.rand(1).tolist(), expected.slice(0, 1));
    torch.random.fork_rng({ enabled: false }, () => torch.rand(1));
    assert.deepEqual(torch.rand(2).tolist(), expected.slice(2));
  });

  it("has the bytes that PyTorch writes, with the normal number that is kept", () => {
    const generator = new torch.Generator();
    const bytes = (from: number, to: number): unknown => elements(generator.get_state()).slice(from, to);
    assert.deepEqual(
      bytes(0, 40),
      [
        1, 209, 156, 241, 48, 61, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 209, 156, 241, 0, 0, 0, 0,
        203, 135, 198, 205, 0, 0, 0, 0,
      ],
    );
    generator.manual_seed(0);
    torch.randn(1, { generator });
    const place = [109, 2, 0, 0, 1, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 18, 13, 161, 145, 0, 0, 0, 0];
    assert.deepEqual(bytes(8, 32), place);
    assert.deepEqual(bytes(5008, 5016), [210, 182, 5, 100, 0, 0, 0, 0]);
    assert.deepEqual(bytes(5024, 5032), [234, 111, 124, 8, 138, 199, 210, 191]);
    assert.deepEqual(bytes(5040, 5044), [1, 0, 0, 0]);
    generator.manual_seed(0);
    torch.rand(624, { generator });
    assert.deepEqual(bytes(8, 24), [1, 0, 0, 0, 1, 0, 0, 0, 112, 2, 0, 0, 0, 0, 0, 0]);
  });

  it("of a clone goes its own way", () => {
    const generator = new torch.Generator().manual_seed(5);
    torch.randn(3, { generator });
    const clone = generator.clone_state();
    const expected = torch.randn(3, { generator }).tolist();
    assert.deepEqual(torch.randn(3, { generator: clone }).tolist(), expected);
    assert.equal(clone.initial_seed(), 5);
    assert.equal(generator.set_state(clone.get_state()), generator);
    assert.deepEqual(torch.rand(2, { generator }).tolist(), torch.rand(2, { generator: clone }).tolist());
  });

  const mistakes: readonly (readonly [string, (generator: torch.Generator) => unknown, RegExp])[] = [
    [
      "another number of bytes",
      (generator) => generator.set_state(torch.zeros(3, { dtype: torch.uint8 })),
      /^RuntimeError: Expected a CPUGeneratorImplState of size 5056 but found the input RNG state size to be 3$/,
    ],
    [
      "bytes that are no state",
      (generator) => generator.set_state(torch.zeros(5056, { dtype: torch.uint8 })),
      /^RuntimeError: Invalid mt19937 state$/,
    ],
    [
      "numbers of another dtype",
      (generator) => generator.set_state(torch.zeros(5056)),
      /^TypeError: RNG state must be a torch\.ByteTensor$/,
    ],
    [
      "bytes with gaps",
      () => torch.set_rng_state(torch.stack([torch.get_rng_state(), torch.get_rng_state()], 1).select(1, 0)),
      /^RuntimeError: RNG state must be contiguous$/,
    ],
    [
      "no tensor",
      (generator) => generator.set_state(null as never),
      /^TypeError: expected a torch\.ByteTensor, but got null$/,
    ],
    [
      "a seed of 65 bits",
      (generator) => generator.manual_seed(2n ** 64n),
      /^ValueError: Overflow when unpacking long long$/,
    ],
    ["another device", () => new torch.Generator("cuda"), /^RuntimeError: Torch not compiled with CUDA enabled/],
    ["a promise inside of fork_rng", () => torch.random.fork_rng(() => Promise.resolve(1)), /fork_rng/],
  ];
  for (const [name, run, text] of mistakes)
    it(`refuses ${name}`, () => {
      const generator = new torch.Generator().manual_seed(1);
      assert.throws(() => run(generator), text);
      assert.deepEqual(torch.rand(1, { generator }).tolist(), torch.rand(1, { generator: seeded(1) }).tolist());
    });
});

function seeded(seed: number): torch.Generator {
  return new torch.Generator().manual_seed(seed);
}
