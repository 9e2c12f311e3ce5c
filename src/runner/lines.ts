const longest = 8_192;

/** Makes lines of the bytes that one stream carries, wherever they were cut. Of a long line it keeps the beginning. */
export class Lines {
  readonly #decoder = new TextDecoder();
  #line = "";
  #cut = 0;

  /** The lines that these bytes end. */
  add(bytes: Uint8Array): readonly string[] {
    const lines: string[] = [];
    const [first, ...rest] = this.#decoder.decode(bytes, { stream: true }).split("\n");
    this.#extend(first!);
    for (const part of rest) {
      lines.push(this.#take());
      this.#extend(part);
    }
    return lines;
  }

  /** The line that was not ended, if there is one. */
  end(): readonly string[] {
    this.#extend(this.#decoder.decode());
    return this.#line === "" ? [] : [this.#take()];
  }

  #extend(text: string): void {
    const free = longest - this.#line.length;
    this.#line += text.slice(0, free);
    this.#cut += Math.max(0, text.length - free);
  }

  #take(): string {
    const line = this.#cut > 0 ? `${this.#line}… (${String(this.#cut)} more characters)` : this.#line;
    this.#line = "";
    this.#cut = 0;
    return line;
  }
}
