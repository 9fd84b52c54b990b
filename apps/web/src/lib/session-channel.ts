/** `resumed`: the same person goes on in the same tenant, so that what a page shows is still theirs. */
export type SessionChange = 'changed' | 'resumed'

const channel = new BroadcastChannel('coco.session')

/** Tells the other tabs that the session is another one: the cookie is shared, what their pages show is not. */
export function announceSessionChange(change: SessionChange = 'changed') {
  channel.postMessage(change)
}

export function onSessionChange(listener: (change: SessionChange) => void): () => void {
  const onMessage = ({ data }: MessageEvent<SessionChange>) => listener(data)
  channel.addEventListener('message', onMessage)
  return () => channel.removeEventListener('message', onMessage)
}
