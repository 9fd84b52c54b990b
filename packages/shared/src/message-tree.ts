/** What makes a message part of a tree. Children of one parent are siblings, in the order in which they are listed. */
export interface TreeMessage {
  id: string
  parentId: string | null
}

/** The path from the first message down to this one; empty when the tree does not hold it. */
export function pathTo<M extends TreeMessage>(messages: readonly M[], leafId: string | null): M[] {
  const byId = new Map(messages.map((message) => [message.id, message]))
  const path: M[] = []
  let next = leafId === null ? undefined : byId.get(leafId)
  while (next !== undefined && path.length < messages.length) {
    path.push(next)
    next = next.parentId === null ? undefined : byId.get(next.parentId)
  }
  return path.toReversed()
}

/** The end of the path that leads from this message on along the newest children. */
export function newestLeafUnder<M extends TreeMessage>(messages: readonly M[], from: M): M {
  const newestChild = new Map<string, M>()
  for (const message of messages) if (message.parentId !== null) newestChild.set(message.parentId, message)
  let leaf = from
  for (let child = newestChild.get(leaf.id); child !== undefined; child = newestChild.get(leaf.id)) leaf = child
  return leaf
}
