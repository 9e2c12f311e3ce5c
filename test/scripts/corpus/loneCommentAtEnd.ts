const f = (x: any) => x
out(f(1)) // no newline after this
const last = f(2) /* nor this */