import { integerArgument, readArguments, sizeArgument } from "../../arguments.js";
import { byName } from "../../callByName.js";
import * as errors from "../../errors.js";
import { about } from "../../failedCall.js";
import { tensorArgument } from "../../ops/operands.js";
import { channelShuffled, pixelShuffled, pixelUnshuffled } from "../../ops/shuffles.js";
import type { Tensor } from "../../tensor.js";

/**
 * Channels as pixels: […, c·r², h, w] to […, c, h·r, w·r] with r, the upscale_factor. Throws where r² does not divide the
 * channels.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.pixel_shuffle.html
 */
export function pixel_shuffle(input: Tensor, upscale_factor: number): Tensor {
  const named = byName(pixel_shuffle, "pixel_shuffle(input, upscale_factor)", arguments);
  if (named !== null) return named.result;
  const { x, factor } = scaled("pixel_shuffle", "upscale_factor", input, upscale_factor);
  const channels = x.shape.at(-3)!;
  if (channels % factor ** 2 !== 0) throw about(errors.pixelChannels(channels, factor ** 2), x);
  return pixelShuffled(x, factor);
}

/**
 * Pixels as channels: […, c, h·r, w·r] to […, c·r², h, w] with r, the downscale_factor. Throws where r does not divide
 * both sizes.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.pixel_unshuffle.html
 */
export function pixel_unshuffle(input: Tensor, downscale_factor: number): Tensor {
  const named = byName(pixel_unshuffle, "pixel_unshuffle(input, downscale_factor)", arguments);
  if (named !== null) return named.result;
  const { x, factor } = scaled("pixel_unshuffle", "downscale_factor", input, downscale_factor);
  for (const dim of [-2, -1] as const) {
    const size = x.shape.at(dim)!;
    if (size % factor !== 0) throw about(errors.pixelSize(dim, size, factor), x);
  }
  return pixelUnshuffled(x, factor);
}

/**
 * The channels of [n, c, …] in another order: the first of each of so many groups, then the second of each. Throws where
 * groups do not divide the channels.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.channel_shuffle.html
 */
export function channel_shuffle(input: Tensor, groups: number): Tensor {
  const named = byName(channel_shuffle, "channel_shuffle(input, groups)", arguments);
  if (named !== null) return named.result;
  const given = readArguments<{ groups: unknown }>("channel_shuffle", ["groups"], [groups]);
  const x = tensorArgument("channel_shuffle", "input", input);
  const count = sizeArgument("channel_shuffle", "groups", given.groups);
  if (x.ndim <= 2) throw about(errors.channelShuffleRank(x.shape), x);
  if (count <= 0) throw errors.channelGroups(count);
  if (x.shape[1]! % count !== 0) throw about(errors.channelsInGroups(x.shape[1]!, count), x);
  return channelShuffled(x, count);
}

function scaled(op: string, name: string, input: unknown, value: unknown) {
  const given = readArguments<Record<string, unknown>>(op, [name], [value]);
  const x = tensorArgument(op, "input", input);
  const factor = integerArgument(op, name, given[name]);
  if (x.ndim < 3) throw about(errors.pixelRank(op, x.ndim), x);
  if (factor <= 0) throw errors.pixelFactor(op, name, factor);
  return { x, factor };
}
