import { LinAlgError, RuntimeError } from "./kinds.js";
import { list, type Sizes } from "./words.js";

/** Where in a batch something happened, as PyTorch writes it; null for a single matrix. */
type Place = number | null;

function at(place: Place): string {
  return place === null ? "" : `(Batch element ${place}): `;
}

export function notMatrices(op: string, argument: string): Error {
  return new RuntimeError(`${op}: The input tensor ${argument} must have at least 2 dimensions.`);
}

export function notSquare(op: string, rows: number, columns: number): Error {
  const prefix = op === "" ? "" : `${op}: `;
  return new RuntimeError(`${prefix}A must be batches of square matrices, but they are ${rows} by ${columns} matrices`);
}

export function notFloating(op: string, label: string): Error {
  return new RuntimeError(`${op}: Expected a floating point or complex tensor as input. Got ${label}`);
}

export function notFloatOrDouble(): Error {
  return new RuntimeError("This function doesn't handle types other than float and double");
}

export function singularInverse(op: string, place: Place, element: number): Error {
  return new LinAlgError(
    `${op}: ${at(place)}The diagonal element ${element} is zero, the inversion could not be completed because the input matrix is singular.`,
  );
}

export function singularSystem(op: "solve" | "solve_ex", place: Place): Error {
  return new LinAlgError(`torch.linalg.${op}: ${at(place)}The solver failed because the input matrix is singular.`);
}

export function notPositiveDefinite(op: string, place: Place, order: number): Error {
  return new LinAlgError(
    `${op}: ${at(place)}The factorization could not be completed because the input is not positive-definite (the leading minor of order ${order} is not positive-definite).`,
  );
}

export function systemShapes(op: string, a: string, b: string, left: boolean): Error {
  return new RuntimeError(
    `linalg.${op}: Incompatible shapes of A and B for the equation ${left ? "AX" : "XA"} = B (${a} and ${b})`,
  );
}

export function systemDtypes(a: string, b: string): Error {
  return new RuntimeError(
    `linalg.solve: Expected A and B to have the same dtype, but found A of type ${a} and B of type ${b} instead`,
  );
}

export function choleskySolveRank(argument: string, rank: number): Error {
  return new RuntimeError(`${argument} should have at least 2 dimensions, but has ${rank} dimensions instead`);
}

export function choleskySolveDtypes(b: string, a: string): Error {
  return new RuntimeError(
    `Expected b and A to have the same dtype, but found b of type ${b} and A of type ${a} instead.`,
  );
}

export function choleskySolveSizes(a: Sizes, b: Sizes): Error {
  return new RuntimeError(
    `Incompatible matrix sizes for cholesky_solve: each A matrix is ${a[0]} by ${a[1]} but each b matrix is ${b[0]} by ${b[1]}`,
  );
}

export function svdRank(rank: number): Error {
  return new RuntimeError(`linalg.svd: input should have at least 2 dimensions, but has ${rank} dimensions instead`);
}

export function driverOnCpu(): Error {
  return new RuntimeError(
    "torch.linalg.svd: keyword argument `driver=` is only supported on CUDA inputs with cuSOLVER backend.",
  );
}

export function svdOfInfinities(place: Place): Error {
  return new LinAlgError(
    `linalg.svd: ${at(place)}The algorithm failed to converge because the input matrix contained non-finite values.`,
  );
}

export function svdDiverged(place: Place, code: number): Error {
  return new LinAlgError(
    `linalg.svd: ${at(place)}The algorithm failed to converge because the input matrix is ill-conditioned or has too many repeated singular values (error code: ${code}).`,
  );
}

export function unknownTriangle(UPLO: unknown): Error {
  return new RuntimeError(`Expected UPLO argument to be 'L' or 'U', but got ${String(UPLO)}`);
}

export function eighDiverged(place: Place, code: number): Error {
  return new LinAlgError(
    `linalg.eigh: ${at(place)}The algorithm failed to converge because the input matrix is ill-conditioned or has too many repeated eigenvalues (error code: ${code}).`,
  );
}

export function unknownQrMode(mode: unknown): Error {
  return new RuntimeError(
    `qr received unrecognized mode '${String(mode)}' but expected one of 'reduced' (default), 'r', or 'complete'`,
  );
}

export function qrWithoutQ(): Error {
  return new RuntimeError(
    "The derivative of linalg.qr depends on Q, which is not computed when mode='r'. Please use linalg.qr(A, mode='reduced') if you are going to differentiate through linalg.qr.",
  );
}

export function qrComplete(): Error {
  return new RuntimeError("The QR decomposition is not differentiable when mode='complete' and nrows > ncols.");
}

export function luRank(op: string, shape: Sizes): Error {
  return new RuntimeError(`${op}: Expected tensor with 2 or more dimensions. Got size: ${list(shape)} instead`);
}

export function luWithoutPivots(): Error {
  return new RuntimeError("linalg.lu_factor: LU without pivoting is not implemented on the CPU");
}

export function zeroInU(op: string, place: Place, element: number): Error {
  return new RuntimeError(
    `${op}: ${at(place)}U[${element},${element}] is zero and using it on lu_solve would result in a division by zero. If you still want to perform the factorization, consider calling linalg.lu(A, pivot) or linalg.lu_factor_ex(A, pivot)`,
  );
}

export function luSolveArgument(what: string): Error {
  return new RuntimeError(`linalg.lu_solve: ${what}`);
}

export function luSolveDtypes(LU: string, b: string): Error {
  return new RuntimeError(
    `linalg.lu_solve: Expected LU and B to have the same dtype, but found LU of type ${LU} and B of type ${b} instead`,
  );
}

export function householder(what: string): Error {
  return new RuntimeError(`torch.linalg.householder_product: ${what}`);
}

export function luUnpackRange(): Error {
  return new RuntimeError(
    "pivots passed to lu_unpack must be between 1 and LU.size(-2) inclusive.Did you properly pass the result of lu_factor?",
  );
}

export function luUnpackPivots(): Error {
  return new RuntimeError(
    "torch.lu_unpack: LU_pivots is expected to be a contiguous tensor of torch.int32 dtype.\nNote: this function is intended to be used with the output produced by torch.linalg.lu_factor",
  );
}
