import { randomBytes, randomUUID } from 'node:crypto'

export interface Ids {
  uuid(): string
  /** `coco_req_` and 8 hex digits: for people to read out, never a key. */
  answerLabel(): string
}

export const randomIds: Ids = {
  uuid: () => randomUUID(),
  answerLabel: () => `coco_req_${randomBytes(4).toString('hex')}`,
}
