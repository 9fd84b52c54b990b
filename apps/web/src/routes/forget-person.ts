import { forgetDrafts } from '../features/chat/composer/draft-store.ts'
import { forgetPlace } from '../features/chat/thread/last-place.ts'
import { forgetReading } from '../features/chat/thread/reading-place.ts'
import { forgetLimits } from '../features/chat/trouble/kept-limit.ts'
import { forgetPasted } from '../features/documents/uploading/pasted-draft.ts'
import { forgetPerson as forgetLastPerson } from '../features/identity/last-person.ts'
import { forgetModels } from '../features/models/remembered-model.ts'

/** Signing out leaves nothing of this person behind. A page remembers as it is left: only then is this for good. */
export function forgetPerson(personId: string) {
  forgetDrafts(personId)
  forgetPasted(personId)
  forgetLimits()
  forgetModels(personId)
  forgetPlace()
  forgetReading()
  forgetLastPerson()
}
