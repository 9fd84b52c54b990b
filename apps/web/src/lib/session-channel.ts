/** What the tabs of a browser tell each other: the cookie is shared, what their pages show is not. */
export type SessionNews =
  /** The session is another one; whose it is each page asks for itself. */
  | { is: 'changed' }
  /** Somebody signed out, and nothing of theirs is to stay in the browser. */
  | { is: 'signed out'; personId: string }
  /** A page goes on with a session, or begins with it: whoever shows another one's is not up to date. */
  | { is: 'in use'; personId: string; tenantId: string }

const channel = new BroadcastChannel('coco.session')
let hasTold = false

export function tellOtherTabs(news: SessionNews) {
  hasTold = true
  channel.postMessage(news)
}

/** An identity provider leads to a new page, which knows nothing of how its session began: it tells once whose it is. */
export function tellOtherTabsOfBeginning(session: { personId: string; tenantId: string }) {
  if (!hasTold) tellOtherTabs({ is: 'in use', ...session })
}

export function onSessionNews(listener: (news: SessionNews) => void): () => void {
  const onMessage = ({ data }: MessageEvent<SessionNews>) => listener(data)
  channel.addEventListener('message', onMessage)
  return () => channel.removeEventListener('message', onMessage)
}
