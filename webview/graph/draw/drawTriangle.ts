/** What opens and closes a module, as in VS Code's trees: pointing right at a closed one, down at an open one. */
export function drawTriangle(context: CanvasRenderingContext2D, left: number, middle: number, isOpen: boolean): void {
  context.beginPath();
  if (isOpen) {
    context.moveTo(left, middle - 3);
    context.lineTo(left + 10, middle - 3);
    context.lineTo(left + 5, middle + 4);
  } else {
    context.moveTo(left + 1, middle - 5);
    context.lineTo(left + 8, middle);
    context.lineTo(left + 1, middle + 5);
  }
  context.closePath();
  context.fill();
}
