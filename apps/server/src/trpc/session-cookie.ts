/** What a browser keeps of its session. */
export interface SessionTokens {
  /** Short-lived and signed: sent with every call. */
  access: { token: string; maxAgeSeconds: number }
  /** Works once, for the next pair; null: the browser's own stays. */
  refresh: { token: string; maxAgeSeconds: number } | null
}

/** Hands the browser its session, or takes it back. */
export interface SessionCookie {
  set(tokens: SessionTokens): void
  clear(): void
}
