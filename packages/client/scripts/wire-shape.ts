import type { Procedures } from '../src/wire.ts'

declare const shape: { expanded: { [Feature in keyof Procedures]: Procedures[Feature] } }

/** The compiler prints what this expands to; `build.ts` turns its declaration into the published `wire.ts`. */
export const procedures = shape.expanded
