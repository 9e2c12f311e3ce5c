import * as torch from "../../../src/engine/index.js";
import { checkMistakes, wrong, type Mistake } from "../support/checkMistakes.js";

const { nn } = torch;
const { rnn } = nn.utils;
const { zeros } = torch;
const double = { dtype: torch.float64 } as const;
const pair = (...sizes: number[]): [torch.Tensor, torch.Tensor] => [zeros(...sizes), zeros(...sizes)];
const packed = (rows: torch.Tensor, ...sizes: bigint[]): torch.nn.utils.rnn.PackedSequence =>
  new rnn.PackedSequence(rows, torch.tensor(sizes));

const range = "dropout should be a number in range [0, 1] representing the probability of an element being zeroed";
const unsorted =
  "`lengths` array must be sorted in decreasing order when `enforce_sorted` is True. You can pass `enforce_sorted=False` to pack_padded_sequence and/or pack_sequence to sidestep this requirement if you do not need ONNX exportability.";

const settings: readonly Mistake[] = [
  { does: "a dropout above 1", code: () => new nn.LSTM(4, 3, 2, { dropout: 2 }), name: "ValueError", message: range },
  { does: "no number", code: () => new nn.GRU(4, 3, 2, { dropout: NaN }), name: "ValueError", message: range },
  {
    does: "a bias that is a number",
    code: () => new nn.LSTM(4, 3, 1, wrong(1)),
    name: "TypeError",
    message: "bias should be of type bool, got: int",
  },
  {
    does: "an order of dimensions that is text",
    code: () => new nn.GRU(4, 3, { batch_first: wrong("yes") }),
    name: "TypeError",
    message: "batch_first should be of type bool, got: str",
  },
  {
    does: "no input",
    code: () => new nn.RNN(0, 3),
    name: "ValueError",
    message: "input_size must be greater than zero",
  },
  {
    does: "half a feature",
    code: () => new nn.RNN(1.5, 3),
    name: "TypeError",
    message: "input_size should be of type int, got: float",
  },
  {
    does: "no state",
    code: () => new nn.GRU(1, 0),
    name: "ValueError",
    message: "hidden_size must be greater than zero",
  },
  {
    does: "no layers",
    code: () => new nn.GRU(1, 2, 0),
    name: "ValueError",
    message: "num_layers must be greater than zero",
  },
  {
    does: "a negative projection",
    code: () => new nn.LSTM(1, 2, { proj_size: -1 }),
    name: "ValueError",
    message: "proj_size should be a positive integer or zero to disable projections",
  },
  {
    does: "a projection to more",
    code: () => new nn.LSTM(1, 2, { proj_size: 2 }),
    name: "ValueError",
    message: "proj_size has to be smaller than hidden_size",
  },
  {
    does: "a projection without an LSTM",
    code: () => new nn.GRU(1, 2, wrong({ proj_size: 1 })),
    name: "ValueError",
    message: "proj_size argument is only supported for LSTM, not RNN or GRU",
  },
  {
    does: "a nonlinearity that is none",
    code: () => new nn.RNN(1, 2, { nonlinearity: wrong("sigmoid") }),
    name: "ValueError",
    message: "Unknown nonlinearity 'sigmoid'. Select from 'tanh' or 'relu'.",
  },
  {
    does: "whole numbers for weights",
    code: () => new nn.LSTM(1, 2, { dtype: torch.int64 }),
    message: "Only Tensors of floating point and complex dtype can require gradients",
  },
  {
    does: "a cell's nonlinearity that is none, at its call",
    code: () => new nn.RNNCell(1, 2, true, wrong("x"))(zeros(1, 1)),
    message: "Unknown nonlinearity: x",
  },
];

const calls: readonly Mistake[] = [
  {
    does: "no steps",
    code: () => new nn.LSTM(4, 3)(zeros(0, 2, 4)),
    message: "Expected sequence length to be larger than 0 in RNN",
  },
  {
    does: "another dtype",
    code: () => new nn.LSTM(4, 3)(zeros(3, 2, 4, double)),
    name: "ValueError",
    message:
      "RNN input dtype (torch.float64) does not match weight dtype (torch.float32). Convert input: input.to(torch.float32), or convert model: model.to(torch.float64)",
  },
  {
    does: "one dimension",
    code: () => new nn.LSTM(4, 3)(zeros(4)),
    name: "ValueError",
    message: "LSTM: Expected input to be 2D or 3D, got 1D instead",
  },
  {
    does: "one dimension for an RNN",
    code: () => new nn.RNN(4, 3)(zeros(4)),
    name: "ValueError",
    message: "RNN: Expected input to be 2D or 3D, got 1D tensor instead",
  },
  {
    does: "other features",
    code: () => new nn.GRU(4, 3)(zeros(3, 2, 5)),
    message: "input.size(-1) must be equal to input_size. Expected 4, got 5",
  },
  {
    does: "a state of another batch",
    code: () => new nn.GRU(4, 3)(zeros(3, 2, 4), zeros(1, 3, 3)),
    message: "Expected hidden size (1, 2, 3), got [1, 3, 3]",
  },
  {
    does: "an LSTM's content of another batch",
    code: () => new nn.LSTM(4, 3)(zeros(3, 2, 4), [zeros(1, 2, 3), zeros(1, 3, 3)]),
    message: "Expected hidden[1] size (1, 2, 3), got [1, 3, 3]",
  },
  {
    does: "a state without a batch",
    code: () => new nn.RNN(4, 3)(zeros(3, 2, 4), zeros(1, 3)),
    message: "For batched 3-D input, hx should also be 3-D but got 2-D tensor",
  },
  {
    does: "a state with a batch",
    code: () => new nn.LSTM(4, 3)(zeros(3, 4), pair(1, 3, 3)),
    message: "For unbatched 2-D input, hx and cx should also be 2-D but got (3-D, 3-D) tensors",
  },
  {
    does: "three states",
    code: () => new nn.LSTM(4, 3)(zeros(3, 2, 4), wrong([...pair(1, 2, 3), zeros(1, 2, 3)])),
    message: "lstm expects two hidden states",
  },
  {
    does: "one state for an LSTM's cell",
    code: () => new nn.LSTMCell(4, 3)(zeros(2, 4), wrong(zeros(2, 3))),
    name: "TypeError",
    message: "lstm_cell(): argument 'hx' must be tuple of Tensors, not Tensor",
  },
  {
    does: "a state in another dtype",
    code: () => new nn.GRU(4, 3)(zeros(3, 2, 4), zeros(1, 2, 3, double)),
    message: "mat1 and mat2 must have the same dtype, but got Double and Float",
  },
  {
    does: "packed input with a dimension too many",
    code: () => new nn.GRU(4, 3)(packed(zeros(3, 2, 4), 2n, 1n)),
    message: "input must have 2 dimensions, got 3",
  },
  {
    does: "more rows than there are",
    code: () => new nn.GRU(4, 3)(packed(zeros(3, 4), 2n, 2n)),
    message: "start (2) + length (2) exceeds dimension size (3).",
  },
  {
    does: "batch sizes that grow",
    code: () => new nn.GRU(4, 3)(packed(zeros(3, 4), 1n, 2n)),
    message: /^output with shape \[1, \d\] doesn't match the broadcast shape \[2, \d\]$/,
  },
  {
    does: "batch sizes in int32",
    code: () => new nn.RNN(4, 3)(new rnn.PackedSequence(zeros(3, 4), torch.tensor([2, 1], { dtype: torch.int32 }))),
    message: "expected scalar type Long but found Int",
  },
  {
    does: "a cell's input of three dimensions",
    code: () => new nn.LSTMCell(4, 3)(zeros(1, 2, 4)),
    name: "ValueError",
    message: "LSTMCell: Expected input to be 1D or 2D, got 3D instead",
  },
  {
    does: "a cell's content of three dimensions",
    code: () => new nn.LSTMCell(4, 3)(zeros(2, 4), [zeros(2, 3), zeros(1, 2, 3)]),
    name: "ValueError",
    message: "LSTMCell: Expected hx[1] to be 1D or 2D, got 3D instead",
  },
  {
    does: "a cell's state of three dimensions",
    code: () => new nn.GRUCell(4, 3)(zeros(2, 4), zeros(1, 2, 3)),
    name: "ValueError",
    message: "GRUCell: Expected hidden to be 1D or 2D, got 3D instead",
  },
  {
    does: "other features for a cell",
    code: () => new nn.RNNCell(4, 3)(zeros(2, 5)),
    message: "input has inconsistent input_size: got 5 expected 4",
  },
  {
    does: "a cell's state of another batch",
    code: () => new nn.LSTMCell(4, 3)(zeros(2, 4), [zeros(2, 3), zeros(3, 3)]),
    message: "Input batch size 2 doesn't match hidden1 batch size 3",
  },
  {
    does: "a cell's state of another size",
    code: () => new nn.GRUCell(4, 3)(zeros(2, 4), zeros(2, 4)),
    message: "hidden0 has inconsistent hidden_size: got 4, expected 3",
  },
];

const sequences = (): torch.Tensor => torch.arange(12).view(3, 2, 2);

const packing: readonly Mistake[] = [
  { does: "lengths that rise", code: () => rnn.pack_padded_sequence(sequences(), [2, 3]), message: unsorted },
  {
    does: "sequences that get longer",
    code: () => rnn.pack_sequence([zeros(1, 2), zeros(2, 2)]),
    message: unsorted,
  },
  {
    does: "a sequence without steps",
    code: () => rnn.pack_padded_sequence(sequences(), [3, 0]),
    message: "Length of all samples has to be greater than 0, but found an element in 'lengths' that is <= 0",
  },
  {
    does: "too few lengths",
    code: () => rnn.pack_padded_sequence(sequences(), [3]),
    message: "Expected `len(lengths)` to be equal to batch_size, but got 1 (batch_size=2)",
  },
  {
    does: "lengths in a matrix",
    code: () => rnn.pack_padded_sequence(sequences(), torch.tensor([[3, 2]])),
    message: "'lengths' argument should be a 1D CPU int64 tensor, but got 2D cpu Long tensor",
  },
  {
    does: "nothing",
    code: () => rnn.pack_padded_sequence(zeros(0, 2, 2), [1, 1]),
    message: "Cannot pack empty tensors.",
  },
  {
    does: "no batch",
    code: () => rnn.pack_padded_sequence(zeros(3), [3]),
    name: "IndexError",
    message: "Dimension out of range (expected to be in range of [-1, 0], but got 1)",
  },
  {
    does: "a total length that is too small",
    code: () => rnn.pad_packed_sequence(rnn.pack_padded_sequence(sequences(), [3, 1]), { total_length: 2 }),
    name: "ValueError",
    message:
      "Expected total_length to be at least the length of the longest sequence in input, but got total_length=2 and max sequence length being 3",
  },
  { does: "no sequences", code: () => rnn.pad_sequence([]), message: "received an empty list of sequences" },
  {
    does: "a number of sequences",
    code: () => rnn.pad_sequence(wrong(3)),
    message: "pad_sequence: Expected iterable for input sequences, but got arg of type: <class 'int'>",
  },
  {
    does: "a side that is none",
    code: () => rnn.pad_sequence([zeros(1)], { padding_side: wrong("x") }),
    message: "Expected padding_side to be one of left or right, but got x.",
  },
  {
    does: "sequences of other features",
    code: () => rnn.pad_sequence([zeros(3, 2), zeros(2, 3)]),
    message: "The size of tensor a (2) must match the size of tensor b (3) at non-singleton dimension 1",
  },
  {
    does: "more lengths than sequences",
    code: () => rnn.unpad_sequence(zeros(2, 3), torch.tensor([1, 2, 3]), true),
    name: "ValueError",
    message: "zip() argument 2 is longer than argument 1",
  },
  {
    does: "a leaf that would be transposed in place",
    code: () => rnn.unpad_sequence(torch.ones(3, 2, { requires_grad: true }), torch.tensor([1, 1])),
    message: "a leaf Variable that requires grad is being used in an in-place operation.",
  },
  {
    does: "rows without batch sizes",
    code: () => new rnn.PackedSequence(zeros(2)),
    name: "AssertionError",
    message: "Expected data to be a list or tuple of length 2",
  },
];

checkMistakes("settings of recurrent modules", settings);
checkMistakes("calls of recurrent modules", calls);
checkMistakes("packed and padded sequences", packing);
