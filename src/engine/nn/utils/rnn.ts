/**
 * `torch.nn.utils.rnn`: sequences of different lengths, packed and padded.
 * https://docs.pytorch.org/docs/stable/nn.html#utility-functions-in-other-modules
 */
export { invert_permutation } from "./rnn/invertPermutation.js";
export { PackedSequence } from "./rnn/packedSequence.js";
export {
  pack_padded_sequence,
  pack_sequence,
  pad_packed_sequence,
  unpack_sequence,
  type PackOptions,
  type PadPackedOptions,
} from "./rnn/packing.js";
export { pad_sequence, unpad_sequence, type PadOptions } from "./rnn/padding.js";
