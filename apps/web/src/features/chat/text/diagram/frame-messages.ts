/** What the page asks of the frame: to draw this. */
export interface DrawRequest {
  source: string
  isDark: boolean
  background: string
}

export type FrameMessage = { kind: 'ready' } | { kind: 'drawn'; width: number; height: number } | { kind: 'failed' }

const MAX_SIDE_PX = 4_000

/** What the frame said. It has run what a model wrote, so it is believed no more than a size within bounds. */
export function readFrameMessage(data: unknown): FrameMessage | null {
  if (typeof data !== 'object' || data === null || !('kind' in data)) return null
  if (data.kind === 'ready' || data.kind === 'failed') return { kind: data.kind }
  if (data.kind !== 'drawn' || !('width' in data) || !('height' in data)) return null
  const { width, height } = data
  if (typeof width !== 'number' || typeof height !== 'number' || !(width > 0) || !(height > 0)) return null
  return { kind: 'drawn', width: Math.min(width, MAX_SIDE_PX), height: Math.min(height, MAX_SIDE_PX) }
}
