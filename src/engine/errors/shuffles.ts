import { RuntimeError } from "./kinds.js";
import { list, type Sizes } from "./words.js";

export function pixelRank(op: string, rank: number): Error {
  return new RuntimeError(`${op} expects input to have at least 3 dimensions, but got input with ${rank} dimension(s)`);
}

export function pixelFactor(op: string, name: string, factor: number): Error {
  return new RuntimeError(`${op} expects a positive ${name}, but got ${factor}`);
}

export function pixelChannels(channels: number, square: number): Error {
  return new RuntimeError(
    `pixel_shuffle expects its input's 'channel' dimension to be divisible by the square of upscale_factor, but input.size(-3)=${channels} is not divisible by ${square}`,
  );
}

export function pixelSize(dim: -2 | -1, size: number, factor: number): Error {
  return new RuntimeError(
    `pixel_unshuffle expects ${dim === -2 ? "height" : "width"} to be divisible by downscale_factor, but input.size(${dim})=${size} is not divisible by ${factor}`,
  );
}

export function channelShuffleRank(shape: Sizes): Error {
  return new RuntimeError(`channel_shuffle expects input with > 2 dims, but got input with sizes ${list(shape)}`);
}

export function channelGroups(groups: number): Error {
  return new RuntimeError(`Number of groups to divide channels in must be positive. Value of groups:${groups}`);
}

export function channelsInGroups(channels: number, groups: number): Error {
  return new RuntimeError(
    `Number of channels must be divisible by groups. Got ${channels} channels and ${groups} groups.`,
  );
}
