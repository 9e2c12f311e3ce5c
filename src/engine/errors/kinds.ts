/** What PyTorch raises where nothing more special fits. */
export class RuntimeError extends Error {
  override readonly name: string = "RuntimeError";
}

/** A dimension or an index that is out of range. */
export class IndexError extends Error {
  override readonly name: string = "IndexError";
}

/** A value of the right type that does not fit. */
export class ValueError extends Error {
  override readonly name: string = "ValueError";
}

/** A dtype for which PyTorch has no kernel. */
export class NotImplementedError extends RuntimeError {
  override readonly name: string = "NotImplementedError";
}

/** A name that is not there, is taken, or cannot be one. */
export class KeyError extends Error {
  override readonly name: string = "KeyError";
}

/** A member that an object does not have, or that is of another kind. */
export class AttributeError extends Error {
  override readonly name: string = "AttributeError";
}

/** What must hold and does not. */
export class AssertionError extends Error {
  override readonly name: string = "AssertionError";
}

/**
 * A matrix of which the decomposition or the solution that is asked for does not exist.
 * https://docs.pytorch.org/docs/stable/linalg.html
 */
export class LinAlgError extends RuntimeError {
  /** "LinAlgError". */
  override readonly name: string = "_LinAlgError";
}

/** A division by 0 that Python refuses. */
export class ZeroDivisionError extends Error {
  override readonly name: string = "ZeroDivisionError";
}

/** A number that Python's whole numbers do not reach. */
export class OverflowError extends Error {
  override readonly name: string = "OverflowError";
}
