import type { CallSource } from '../../trpc/call-source.ts'
import type { Viewer } from '../../trpc/viewer.ts'

/** Who changes something, and from where. */
export interface By {
  viewer: Viewer
  source: CallSource
}
