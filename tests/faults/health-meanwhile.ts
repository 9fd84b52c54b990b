import { spreadOf } from './figures.ts'

/** How long `/healthz` took, asked again and again while something else goes on. @returns a function that ends it */
export function watchHealth(serverUrl: string): () => Promise<ReturnType<typeof spreadOf>> {
  const over = new AbortController()
  const tookMs: number[] = []

  async function ask(): Promise<void> {
    do {
      const askedAtMs = performance.now()
      const response = await fetch(`${serverUrl}/healthz`)
      await response.text()
      if (response.status !== 200) throw new Error(`/healthz answered ${response.status}`)
      tookMs.push(performance.now() - askedAtMs)
    } while (!over.signal.aborted)
  }

  const asking = ask()
  return async () => {
    over.abort()
    await asking
    return spreadOf(tookMs)
  }
}
