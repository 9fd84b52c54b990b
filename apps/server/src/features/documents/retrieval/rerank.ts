import type { TenantId } from '@coco/shared/ids'
import { and, eq, or, sql } from 'drizzle-orm'
import type { TenantTx } from '../../../store/doors.ts'
import type { DocumentPart } from './document-parts.ts'
import type { Candidate } from './fuse-ranks.ts'
import { closestTogether, type WordPlaces } from './closest-together.ts'
import type { QuestionWord } from './question-words.ts'
import { searchableText } from './searchable-text.ts'

/** Of what was found: each text is cut into words once more. */
const LOOKED_AT = 24
/** What words side by side are worth, beside the order that was there: as much as some places further up. */
const CLOSENESS_WEIGHT = 0.006
/** From this share of words in common on two passages say the same. */
const SAME_SHARE = 0.9

/**
 * The first of what was found in a new order: passages in which the question's words stand close together come first, and
 * of those that say the same all but one go to the end.
 */
export async function rerank(
  tx: TenantTx,
  parts: readonly DocumentPart[],
  { tenant, words, candidates }: { tenant: TenantId; words: readonly QuestionWord[]; candidates: readonly Candidate[] },
): Promise<Candidate[]> {
  const [first, rest] = [candidates.slice(0, LOOKED_AT), candidates.slice(LOOKED_AT)]
  if (first.length < 2) return [...candidates]
  const texts = await readTexts(tx, parts, tenant, first)
  const scored = first
    .map((candidate) => {
      const places = texts.get(keyOf(candidate)) ?? new Map<string, number[]>()
      const closeness = closestTogether(words, places)
      return { places, candidate: { ...candidate, score: candidate.score + CLOSENESS_WEIGHT * closeness } }
    })
    .sort((a, b) => b.candidate.score - a.candidate.score)
  const kept: typeof scored = []
  const repeated: typeof scored = []
  for (const each of scored) {
    const isRepeated = kept.some(({ places }) => shareInCommon(places, each.places) >= SAME_SHARE)
    ;(isRepeated ? repeated : kept).push(each)
  }
  return [...kept.map(({ candidate }) => candidate), ...rest, ...repeated.map(({ candidate }) => candidate)]
}

/** Words of each passage and where they stand, by key. */
async function readTexts(
  tx: TenantTx,
  parts: readonly DocumentPart[],
  tenant: TenantId,
  candidates: readonly Candidate[],
): Promise<Map<string, WordPlaces>> {
  const texts = new Map<string, WordPlaces>()
  for (const { passages } of parts) {
    const { documentId, position, content } = passages
    const keys = candidates.map((each) => and(eq(documentId, each.documentId), eq(position, each.position)))
    const rows = await tx
      .select({ documentId, position, content })
      .from(passages)
      .where(and(eq(passages.tenantId, tenant), or(...keys)))
    for (const row of rows) texts.set(keyOf(row), await cutIntoWords(tx, row.content))
  }
  return texts
}

async function cutIntoWords(tx: TenantTx, content: string): Promise<WordPlaces> {
  const text = searchableText(content)
  const { rows } = await tx.execute<{ lexeme: string; positions: number[] }>(sql`
    SELECT lexeme, positions FROM unnest(to_tsvector('english', ${text}::text))
    UNION ALL SELECT lexeme, positions FROM unnest(to_tsvector('german', ${text}::text))`)
  const places = new Map<string, number[]>()
  for (const { lexeme, positions } of rows) places.set(lexeme, [...(places.get(lexeme) ?? []), ...positions])
  return places
}

function shareInCommon(left: WordPlaces, right: WordPlaces): number {
  const common = [...left.keys()].filter((word) => right.has(word)).length
  const all = left.size + right.size - common
  return all === 0 ? 0 : common / all
}

function keyOf({ documentId, position }: { documentId: string; position: number }): string {
  return `${documentId}/${position}`
}
