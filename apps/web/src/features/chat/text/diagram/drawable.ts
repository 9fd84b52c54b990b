/** What a layout takes grows with the square of these or worse. */
const MAX_LENGTH = 20_000
const MAX_LINES = 400
const MAX_EDGES = 300

/** Whether a diagram is small enough to be drawn in a moment. In browsers without a process for each frame nothing else protects. */
export function isDrawable(source: string): boolean {
  return source.length <= MAX_LENGTH && source.split('\n').length <= MAX_LINES && edgesIn(source) <= MAX_EDGES
}

/** `a & b --> c & d` is four. */
function edgesIn(source: string): number {
  let edges = 0
  for (const line of source.split('\n')) {
    const sides = line.split(/[<xo]?(?:-{2,}|={2,}|-\.+-?)[>xo]?/)
    for (let at = 1; at < sides.length; at++) edges += namesIn(sides[at - 1]) * namesIn(sides[at])
  }
  return edges
}

const namesIn = (side = '') => side.split('&').length
