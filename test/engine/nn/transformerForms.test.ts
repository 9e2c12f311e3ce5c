import assert from "node:assert/strict";
import * as torch from "../../../src/engine/index.js";
import { captureWarnings } from "../support/captureWarnings.js";

const { nn } = torch;
const F = nn.functional;

const batchFirst = { batch_first: true } as const;
const notNested = "enable_nested_tensor is True, but self.use_nested_tensor is False because encoder_layer";

/** What PyTorch says of a layer that it has no kernel for inference for. */
const warned: readonly (readonly [reason: string, make: () => torch.nn.TransformerEncoderLayer])[] = [
  [
    ".self_attn.batch_first was not True(use batch_first for better inference performance)",
    () => new nn.TransformerEncoderLayer(4, 2, 6),
  ],
  [".norm_first was True", () => new nn.TransformerEncoderLayer(4, 2, 6, { norm_first: true })],
  [".self_attn was passed bias=False", () => new nn.TransformerEncoderLayer(4, 2, 6, { ...batchFirst, bias: false })],
  [
    ".activation_relu_or_gelu was not True",
    () => new nn.TransformerEncoderLayer(4, 2, 6, { ...batchFirst, activation: (x) => x.tanh() }),
  ],
  [".self_attn.num_heads is odd", () => new nn.TransformerEncoderLayer(4, 1, 6, batchFirst)],
];

const refused: readonly (readonly [text: string, make: () => unknown])[] = [
  ["embed_dim must be divisible by num_heads", () => new nn.MultiheadAttention(4, 3)],
  [
    "embed_dim and num_heads must be greater than 0, got embed_dim=0 and num_heads=2 instead",
    () => new nn.MultiheadAttention(0, 2),
  ],
  [
    "activation should be relu/gelu, not tanh",
    () => new nn.TransformerEncoderLayer(4, 2, { activation: "tanh" as "relu" }),
  ],
  ["dropout probability has to be between 0 and 1, but got 1.5", () => new nn.TransformerEncoderLayer(4, 2, 6, 1.5)],
  ["'Echo' object has no attribute 'self_attn'", () => new nn.TransformerEncoder(new Echo(), 1)(torch.ones(2, 3, 4))],
  [
    "only bool and floating types of attn_mask are supported",
    () => attend({ attn_mask: torch.zeros(3, 3, { dtype: torch.int64 }) }),
  ],
  ["use_separate_proj_weight is False but in_proj_weight is None", () => function4({ in_proj_weight: null })],
  ["use_separate_proj_weight is True but q_proj_weight is None", () => function4({ use_separate_proj_weight: true })],
  ["bias_k is set but bias_v is None", () => function4({ bias_k: torch.ones(1, 1, 4) })],
  ["expecting static_k.size(0) of 4, but got 3", () => function4({ static_k: torch.ones(3, 3, 2) })],
  ["expecting static_v.size(2) of 2, but got 4", () => function4({ static_v: torch.ones(4, 3, 4) })],
];

class Echo extends nn.Module {
  override forward(src: torch.Tensor): torch.Tensor {
    return src;
  }
}

const x = torch.arange(24).reshape(3, 2, 4).mul(0.1).sin();

function attend(options: torch.nn.AttentionCallOptions): readonly [torch.Tensor, torch.Tensor | null] {
  return new nn.MultiheadAttention(4, 2)(x, x, x, options);
}

/** The function, called with some of its arguments altered. */
function function4(altered: object): readonly [torch.Tensor, torch.Tensor | null] {
  const weights = { in_proj_weight: torch.ones(12, 4), in_proj_bias: null, bias_k: null, bias_v: null };
  const out = { out_proj_weight: torch.ones(4, 4), out_proj_bias: null };
  const call = { query: x, key: x, value: x, embed_dim_to_check: 4, num_heads: 2, add_zero_attn: false, dropout_p: 0 };
  return Reflect.apply(F.multi_head_attention_forward, undefined, [{ ...call, ...weights, ...out, ...altered }]);
}

describe("transformer modules", () => {
  for (const [reason, make] of warned) {
    it(`warn that PyTorch has no faster way, as encoder_layer${reason}`, () => {
      const layer = make();
      const { warnings } = captureWarnings(() => new nn.TransformerEncoder(layer, 1));
      assert.deepEqual(warnings, [`${notNested}${reason}`]);
    });
  }

  for (const [text, make] of refused) {
    it(`say "${text}"`, () => {
      captureWarnings(() => {
        assert.throws(make, { message: text });
      });
    });
  }

  it("warn of masks of two dtypes", () => {
    const masks = { attn_mask: torch.zeros(3, 3), key_padding_mask: torch.zeros(2, 3).bool() };
    assert.deepEqual(captureWarnings(() => attend(masks)).warnings, [
      "Support for mismatched key_padding_mask and attn_mask is deprecated. Use same type for both instead.",
    ]);
  });

  it("take arguments in their order and by name", () => {
    const inOrder = new nn.TransformerDecoderLayer(4, 2, 6, 0.2, "gelu", 0.1, true, true, false);
    const named = new nn.TransformerDecoderLayer({
      ...{ d_model: 4, nhead: 2, dim_feedforward: 6, dropout: 0.2, activation: "gelu", layer_norm_eps: 0.1 },
      ...{ batch_first: true, norm_first: true, bias: false },
    });
    assert.equal(String(named), String(inOrder));
    assert.throws(() => new nn.MultiheadAttention(4, 2, { drop_out: 0.1 } as object), /dropout/);
  });

  it("print a module for an activation, and none for a function", () => {
    const layer = new nn.TransformerEncoderLayer(4, 2, 6, { activation: new nn.ReLU() });
    assert.match(String(layer), /\(dropout2\): Dropout\(p=0.1, inplace=False\)\n {2}\(activation\): ReLU\(\)\n\)$/);
  });

  it("begin with the same weights in each copy of a layer, which are learned apart", () => {
    const { layers } = new nn.TransformerEncoder(new nn.TransformerEncoderLayer(4, 2, 6, batchFirst), 2);
    const [first, second] = [...layers].map((layer) => layer.parameters());
    first!.forEach((parameter, i) => {
      assert.deepEqual(parameter.tolist(), second![i]!.tolist());
      assert.notEqual(parameter, second![i]);
    });
  });

  it("see a causal mask only where there is one", () => {
    const layer = new nn.TransformerEncoderLayer(4, 2, 6, { ...batchFirst, dropout: 0 });
    const encoder = new nn.TransformerEncoder(layer, 1);
    const mask = torch.tensor([
      [false, false],
      [true, false],
    ]);
    const sequences = x.transpose(0, 1).narrow(1, 0, 2);
    assert.deepEqual(encoder(sequences, mask).tolist(), layer(sequences, mask).tolist());
  });

  it("leave padded tokens out in evaluation, and say by what", () => {
    const encoder = new nn.TransformerEncoder(new nn.TransformerEncoderLayer(4, 2, 6, batchFirst), 1).eval();
    const padding = torch.tensor([false, true]).expand(3, 2);
    const { result, warnings } = captureWarnings(() => torch.no_grad(() => encoder(x, null, padding)));
    assert.deepEqual(result.select(1, 1).abs().sum().item(), 0);
    assert.match(warnings.join(), /^The PyTorch API of nested tensors is in prototype stage/);
  });

  it("are called with encoders and decoders of one's own", () => {
    const model = new nn.Transformer(4, 2, {
      custom_encoder: (src) => src.mul(2),
      custom_decoder: (_, memory) => memory,
    });
    assert.deepEqual(model(x, x).tolist(), x.mul(2).tolist());
    assert.deepEqual(model.parameters(), []);
  });

  it("call forward hooks in evaluation as well", () => {
    const layer = new nn.TransformerEncoderLayer(4, 2, 6, batchFirst).eval();
    let calls = 0;
    layer.self_attn.register_forward_hook(() => {
      calls++;
    });
    torch.no_grad(() => layer(x));
    assert.equal(calls, 1);
  });

  it("compute the same as the function that is given their weights", () => {
    const attention = new nn.MultiheadAttention(4, 2);
    const [output, weights] = attention(x, x, x);
    const { in_proj_weight, in_proj_bias, out_proj } = attention;
    const [same, sameWeights] = F.multi_head_attention_forward(
      ...([x, x, x, 4, 2, in_proj_weight, in_proj_bias, null, null, false, 0] as const),
      ...([out_proj.weight, out_proj.bias] as const),
    );
    assert.deepEqual([same.tolist(), sameWeights!.tolist()], [output.tolist(), weights!.tolist()]);
  });

  it("mask later tokens by −∞", () => {
    const mask = nn.Transformer.generate_square_subsequent_mask(2, { dtype: torch.float64 });
    assert.deepEqual(
      [mask.dtype, mask.tolist()],
      [
        torch.float64,
        [
          [0, -Infinity],
          [0, 0],
        ],
      ],
    );
  });
});
