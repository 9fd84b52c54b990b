/** Hands the browser its session, or takes it back. */
export interface SessionCookie {
  set(token: string, maxAgeSeconds: number): void
  clear(): void
}
