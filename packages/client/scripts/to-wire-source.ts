/**
 * The compiler's declarations of `wire-shape.ts` as the source of a self-contained `wire.ts`. Throws when a type is named
 * and not expanded: the compiler repeats a name that stands in an annotation, and expands what zod infers.
 */
export function toWireSource(declarations: string): string {
  const start = declarations.indexOf('export declare const procedures: {')
  if (start === -1) throw new Error(`The compiler did not expand the procedures:\n${declarations}`)
  const named = declarations.match(/import\("@coco\/[^)]*"\)\.\w+/)?.[0]
  if (named) throw new Error(`wire.ts would need ${named}. Let a schema in packages/shared infer that type.`)
  return declarations.slice(start).replace('export declare const procedures: {', 'export type Procedures = {')
}
