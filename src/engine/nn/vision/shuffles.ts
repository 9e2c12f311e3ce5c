import { readArguments } from "../../arguments.js";
import type { Tensor } from "../../tensor.js";
import { channel_shuffle, pixel_shuffle, pixel_unshuffle } from "../functional/shuffling.js";
import { Module } from "../module.js";
import { countArgument } from "../module/factory.js";

/**
 * Channels as pixels: […, C·r², H, W] to […, C, H·r, W·r] with r, the upscale_factor. Throws where r² does not divide
 * the channels.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.PixelShuffle.html
 */
export class PixelShuffle extends Module {
  /** What height and width are multiplied by. */
  readonly upscale_factor: number;

  constructor(upscale_factor: number | { readonly upscale_factor: number }) {
    super();
    const given = readArguments<{ upscale_factor: number }>("PixelShuffle", ["upscale_factor"], [upscale_factor]);
    this.upscale_factor = countArgument("PixelShuffle", "upscale_factor", given.upscale_factor);
  }

  override forward(input: Tensor): Tensor {
    return pixel_shuffle(input, this.upscale_factor);
  }

  override extra_repr(): string {
    return `upscale_factor=${this.upscale_factor}`;
  }
}

/**
 * Pixels as channels: […, C, H·r, W·r] to […, C·r², H, W] with r, the downscale_factor. Throws where r does not divide
 * both sizes.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.PixelUnshuffle.html
 */
export class PixelUnshuffle extends Module {
  /** What height and width are divided by. */
  readonly downscale_factor: number;

  constructor(downscale_factor: number | { readonly downscale_factor: number }) {
    super();
    const given = readArguments<{ downscale_factor: number }>(
      "PixelUnshuffle",
      ["downscale_factor"],
      [downscale_factor],
    );
    this.downscale_factor = countArgument("PixelUnshuffle", "downscale_factor", given.downscale_factor);
  }

  override forward(input: Tensor): Tensor {
    return pixel_unshuffle(input, this.downscale_factor);
  }

  override extra_repr(): string {
    return `downscale_factor=${this.downscale_factor}`;
  }
}

/**
 * The channels of [N, C, …] as cards that are dealt to groups in turn. Throws where groups does not divide them.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.ChannelShuffle.html
 */
export class ChannelShuffle extends Module {
  /** Into how many groups the channels are divided. */
  readonly groups: number;

  constructor(groups: number | { readonly groups: number }) {
    super();
    const given = readArguments<{ groups: number }>("ChannelShuffle", ["groups"], [groups]);
    this.groups = countArgument("ChannelShuffle", "groups", given.groups);
  }

  override forward(input: Tensor): Tensor {
    return channel_shuffle(input, this.groups);
  }

  override extra_repr(): string {
    return `groups=${this.groups}`;
  }
}
