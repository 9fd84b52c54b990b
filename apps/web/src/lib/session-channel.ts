const channel = new BroadcastChannel('coco.session')

/** Tells the other tabs that the session is another one: the cookie is shared, what their pages show is not. */
export function announceSessionChange() {
  channel.postMessage('changed')
}

export function onSessionChange(listener: () => void): () => void {
  channel.addEventListener('message', listener)
  return () => channel.removeEventListener('message', listener)
}
