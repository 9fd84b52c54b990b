/** The words of one part of the page: sentences, sentences with something in them, and groups of both. */
export interface Words {
  readonly [key: string]: string | ((...parts: never[]) => string) | Words
}

/** The same keys in another language. A missing or surplus key, or one that takes other parts, does not compile. */
export type Translation<W> = {
  readonly [K in keyof W]: W[K] extends string
    ? string
    : W[K] extends (...parts: infer Parts) => string
      ? (...parts: Parts) => string
      : Translation<W[K]>
}

/** English words under the name by which other languages know them. */
export interface Section<W> {
  readonly name: string
  readonly english: W
}

/** English is written with the part of the page that says it and is loaded with it; a translation comes in two files: what the first screen says, and all of it. */
export function section<const Name extends string, W extends Words>(name: Name, english: W) {
  return { name, english } as const
}

/** What a translation of this section has to be. */
export type TranslationOf<S> = S extends Section<infer W> ? Translation<W> : never
