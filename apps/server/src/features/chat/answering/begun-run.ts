import type { StartedAnswer } from '@coco/shared/conversation-views'
import type { Owner } from '../generation/generations.ts'
import type { PlacedAsk } from './placed-ask.ts'

/** A run whose beginning is stored: whose it is, where it goes, and the ids. */
export interface BegunRun {
  owner: Owner
  placed: PlacedAsk
  told: StartedAnswer
}
