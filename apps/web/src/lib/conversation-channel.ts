const channel = new BroadcastChannel('coco.conversations')

/** Tells the other tabs of this browser that something in a conversation is another way now. */
export function announceConversationChange(conversationId: string) {
  channel.postMessage(conversationId)
}

export function onConversationChange(listener: (conversationId: string) => void): () => void {
  const onMessage = (event: MessageEvent<string>) => listener(event.data)
  channel.addEventListener('message', onMessage)
  return () => channel.removeEventListener('message', onMessage)
}
