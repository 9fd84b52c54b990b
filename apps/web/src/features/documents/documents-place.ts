/** What of the documents is looked at; it stands in the address, so that the way back from a document leads there again. */
export interface DocumentsPlace {
  /** A piece of titles, or what is searched in the text. */
  find: string
  tags: readonly string[]
  inText: boolean
}

export interface DocumentsAddress {
  find?: string
  tags?: string[]
  in?: 'text'
}

/** From an address that anybody may have typed. */
export function placeIn({ find, tags, in: where }: Record<string, unknown>): DocumentsPlace {
  const sought = typeof find === 'string' || typeof find === 'number' ? String(find) : ''
  const named = Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : []
  return { find: sought, tags: named, inText: where === 'text' && sought.trim() !== '' }
}

/** What is as it always is does not stand in the address. */
export function addressOf({ find, tags, inText }: DocumentsPlace): DocumentsAddress {
  return {
    ...(find === '' ? {} : { find }),
    ...(tags.length > 0 ? { tags: [...tags] } : {}),
    ...(inText && find.trim() !== '' ? { in: 'text' } : {}),
  }
}
