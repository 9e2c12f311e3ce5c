import { warnOnce } from "../../autograd/warnings.js";

export function warnDeprecated(name: string): void {
  warnOnce(`\`nn.functional.${name}\` is deprecated. Use \`nn.functional.interpolate\` instead.`);
}

export function warnDefaultCorners(): void {
  warnOnce(
    "Default grid_sample and affine_grid behavior has changed to align_corners=False since 1.3.0. Please specify align_corners=True if the old behavior is desired. See the documentation of grid_sample for details.",
  );
}

export function warnUnitGrid(): void {
  warnOnce(
    "Since version 1.3.0, affine_grid behavior has changed for unit-size grids when align_corners=True. This is not an intended use case of affine_grid. See the documentation of affine_grid for details.",
  );
}

export function warnBagOrder(): void {
  warnOnce(
    "Argument order of nn.functional.embedding_bag was changed. Usage `embedding_bag(weight, input, ...)` is deprecated, and should now be `embedding_bag(input, weight, ...)`.",
  );
}

export function warnPaddedCopy(): void {
  warnOnce(
    "Using padding='same' with even kernel lengths and odd dilation may require a zero-padded copy of the input be created",
  );
}
