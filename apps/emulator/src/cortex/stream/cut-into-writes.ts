import { between, type Random } from '../writer/seeded-random.ts'

/** How often a frame is cut. Often enough that a client which takes a read for a frame fails at once. */
const CUT_SHARE = 0.25

/**
 * Networks keep no frame together. Cuts some frames in two, and where there is a character of several bytes, inside it.
 */
export function cutIntoWrites(frame: Buffer, random: Random): Buffer[] {
  if (frame.length < 2 || random() >= CUT_SHARE) return [frame]
  const insideCharacter = frame.findIndex((byte) => byte >= 0x80)
  const at = insideCharacter < 0 ? between(random, 1, frame.length - 1) : insideCharacter + 1
  return [frame.subarray(0, at), frame.subarray(at)]
}
