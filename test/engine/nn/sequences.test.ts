import assert from "node:assert/strict";
import { inspect } from "node:util";
import * as torch from "../../../src/engine/index.js";

const { rnn } = torch.nn.utils;
const {
  invert_permutation,
  pack_padded_sequence,
  pack_sequence,
  pad_packed_sequence,
  pad_sequence,
  unpack_sequence,
  unpad_sequence,
  PackedSequence,
} = rnn;

const sequences = (): torch.Tensor => torch.arange(12).float().view(3, 2, 2).requires_grad_();
const long = (): torch.Tensor => torch.tensor([1n, 2n, 3n]);
const short = (): torch.Tensor => torch.tensor([4n]);
const trained = { requires_grad: true } as const;

describe("packed sequences", () => {
  it("are the rows step by step, and print as PyTorch's", () => {
    const packed = pack_padded_sequence(sequences().detach().select(2, 0).long(), [1, 3], false, false);
    const expected =
      "PackedSequence(data=tensor([ 2,  0,  6, 10]), batch_sizes=tensor([2, 1, 1]), sorted_indices=tensor([1, 0]), unsorted_indices=tensor([1, 0]))";
    assert.equal(String(packed), expected);
    assert.equal(inspect(packed), expected);
    assert.equal(
      String(pack_sequence([long(), short()])),
      "PackedSequence(data=tensor([1, 4, 2, 3]), batch_sizes=tensor([2, 1, 1]), sorted_indices=None, unsorted_indices=None)",
    );
  });

  it("come apart as PyTorch's named tuple", () => {
    const [data, sizes, sorted, unsorted] = pack_sequence([long(), short()]);
    assert.deepEqual(
      [data?.tolist(), sizes?.tolist(), sorted, unsorted],
      [[1n, 4n, 2n, 3n].map(Number), [2, 1, 1], null, null],
    );
  });

  it("send gradients back to the rows that they hold, and none to the padding", () => {
    const x = sequences();
    const { data } = pack_padded_sequence(x, [1, 2], { batch_first: false, enforce_sorted: false });
    assert.equal(data.grad_fn?.name(), "PackPaddedSequenceBackward0");
    data.mul(data).sum().backward();
    const expected = [
      [0, 2, 4, 6],
      [0, 0, 12, 14],
      [0, 0, 0, 0],
    ];
    assert.deepEqual(x.grad!.flatten(1).tolist(), expected);
  });

  it("are padded again in their old order", () => {
    const x = sequences();
    const packed = pack_padded_sequence(x, torch.tensor([1, 3]), false, false);
    const [padded, lengths] = pad_packed_sequence(packed, { padding_value: -1, total_length: 4 });
    assert.deepEqual(lengths.tolist(), [1, 3]);
    assert.equal(padded.grad_fn?.name(), "IndexSelectBackward0");
    const expected = [
      [0, 1, 2, 3],
      [-1, -1, 6, 7],
      [-1, -1, 10, 11],
      [-1, -1, -1, -1],
    ];
    assert.deepEqual(padded.flatten(1).tolist(), expected);
    padded.sum().backward();
    assert.deepEqual(x.grad!.flatten(1).tolist(), [
      [1, 1, 1, 1],
      [0, 0, 1, 1],
      [0, 0, 1, 1],
    ]);
    const [first] = pad_packed_sequence(pack_padded_sequence(x, [3, 1]), true);
    assert.deepEqual([first.grad_fn?.name(), first.shape], ["TransposeBackward0", [2, 3, 2]]);
  });

  it("have the lengths that were given, also where the padded ones are shorter", () => {
    const packed = pack_padded_sequence(sequences(), [4, 2]);
    assert.deepEqual(
      [packed.batch_sizes.tolist(), packed.data.shape],
      [
        [2, 2, 1, 1],
        [5, 2],
      ],
    );
  });

  it("become a list of sequences", () => {
    const list = unpack_sequence(pack_sequence([short(), long()], { enforce_sorted: false }));
    assert.deepEqual(
      list.map((one) => one.tolist()),
      [[4], [1, 2, 3]],
    );
  });

  it("change their dtype, and are themselves where it is theirs", () => {
    const packed = pack_sequence([long(), short()]);
    assert.equal(packed.double().data.dtype, torch.float64);
    assert.equal(packed.to(torch.float32).batch_sizes, packed.batch_sizes);
    assert.equal(packed.long(), packed);
    assert.equal(packed.cpu(), packed);
    assert.deepEqual([packed.is_cuda, packed.is_pinned()], [false, false]);
  });

  it("are made of a pair as well, and find the order back", () => {
    const order = torch.tensor([2n, 0n, 1n]);
    const packed = new PackedSequence([torch.ones(3), torch.tensor([3n])], null, order);
    assert.deepEqual(packed.unsorted_indices?.tolist(), [1, 2, 0]);
    assert.deepEqual(invert_permutation(order).tolist(), [1, 2, 0]);
    assert.equal(invert_permutation(null), null);
  });
});

describe("padded sequences", () => {
  it("stand beside each other, filled up on the side that is asked for", () => {
    assert.deepEqual(pad_sequence([long(), short()]).tolist(), [
      [1, 4],
      [2, 0],
      [3, 0],
    ]);
    assert.deepEqual(pad_sequence([short(), long()], true, -1, "left").tolist(), [
      [-1, -1, 4],
      [1, 2, 3],
    ]);
    assert.deepEqual(pad_sequence(new Set([long(), short()]), { batch_first: true, padding_value: 9 }).tolist(), [
      [1, 2, 3],
      [4, 9, 9],
    ]);
  });

  it("take the first one's dtype", () => {
    assert.equal(pad_sequence([long(), torch.ones(1)]).dtype, torch.int64);
    assert.equal(pad_sequence([torch.ones(1), long()]).dtype, torch.float32);
  });

  it("send gradients back", () => {
    const [a, b] = [torch.ones(2, trained), torch.ones(1, trained)];
    const padded = pad_sequence([a, b]);
    assert.equal(padded.grad_fn?.name(), "torch::autograd::CopySlices");
    padded.mul(torch.arange(4).view(2, 2)).sum().backward();
    assert.deepEqual([a.grad!.tolist(), b.grad!.tolist()], [[0, 2], [1]]);
  });

  it("come apart by their lengths, transposed in place as PyTorch does it", () => {
    const padded = pad_sequence([long(), short()]);
    const list = unpad_sequence(padded, torch.tensor([3, 1]));
    assert.deepEqual(
      [list.map((one) => one.tolist()), padded.shape],
      [
        [[1, 2, 3], [4]],
        [2, 3],
      ],
    );
  });
});
