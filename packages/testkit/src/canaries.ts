import type { DocumentId } from '@coco/shared/ids'
import { type DocumentSearch, documentReader } from './document-search.ts'
import type { Insider } from './doors.ts'

/** A document with a word that stands in no other. */
export interface Canary {
  word: string
  tenant: string
  isPersonal: boolean
  documentId: DocumentId
}

export interface CanaryReport {
  /** A sentence for each thing that came back and should not have. */
  leaks: string[]
  /** Of those asked for who may see it: how many were asked for, and how many found. Without it nothing would be proved. */
  ownAsked: number
  ownFound: number
  /** What went wrong otherwise: looked through too, and to be none. */
  errors: string[]
}

export interface CanaryQuestions {
  queries: number
  tenants: number
  random: Random
  /** Nobody has the right to personal data where it counts, whatever their permissions say. */
  isPersonalHidden?: boolean
}

/** Numbers from 0 to 1, the same ones for the same seed. */
export type Random = () => number

/** Mulberry32: small, and even enough to choose with. */
export function seededRandom(seed: number): Random {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Documents in turn over the tenants, a third of them personal, all about the same few things. */
export async function plantCanaries(
  search: DocumentSearch,
  { documents, tenants, random }: { documents: number; tenants: number; random: Random },
): Promise<Canary[]> {
  const canaries: Canary[] = []
  for (let index = 0; index < documents; index += 1) {
    const tenant = `tenant-${index % tenants}`
    const word = newWord(random)
    const isPersonal = random() < 0.33
    const documentId = await search.keep(documentReader(tenant), {
      title: `${pick(TOPICS, random)} ${word}`,
      tags: [word],
      isPersonal,
      passages: [{ headings: [word], content: `The ${pick(TOPICS, random)} of ${word} is ${pick(TOPICS, random)}.` }],
    })
    canaries.push({ word, tenant, isPersonal, documentId })
  }
  return canaries
}

/**
 * Questions of random tenants and rights: for a canary of others, for one that is hidden, for one of their own, for what
 * every document is about, and in the search's own marks. Keys, texts, titles, tags and errors are looked through.
 */
export async function askForCanaries(
  search: DocumentSearch,
  canaries: readonly Canary[],
  { queries, tenants, random, isPersonalHidden = false }: CanaryQuestions,
): Promise<CanaryReport> {
  const report: CanaryReport = { leaks: [], ownAsked: 0, ownFound: 0, errors: [] }
  const maySee = (viewer: Insider, { tenant, isPersonal }: Canary) =>
    tenant === viewer.tenant && (!isPersonal || (!isPersonalHidden && viewer.permissions.has('read_pii')))
  const byId = new Map<string, Canary>(canaries.map((canary) => [canary.documentId, canary]))
  for (let index = 0; index < queries; index += 1) {
    const tenant = `tenant-${Math.floor(random() * tenants)}`
    const viewer = documentReader(tenant, ...(random() < 0.5 ? (['read_pii'] as const) : []))
    const wanted = pick(canaries, random)
    const isOwn = maySee(viewer, wanted)
    const { query, names } = questionOf(wanted, random)
    const options = random() < 0.1 ? { tags: [wanted.word] } : {}
    const outcome = await search
      .find(viewer, query, { ...options, limit: 20 })
      .catch((error: unknown) => error as Error)
    // What was asked stands in no answer by itself: neither in a passage nor in a sentence about what went wrong.
    const said = outcome instanceof Error ? describe(outcome) : JSON.stringify(outcome)
    const found = outcome instanceof Error ? [] : outcome.hits
    if (outcome instanceof Error) report.errors.push(`“${query}”: ${outcome.message}`)
    for (const canary of canaries) {
      if (said.includes(canary.word) && !maySee(viewer, canary)) {
        report.leaks.push(`${describeViewer(viewer)} read the canary of ${describeCanary(canary)} by “${query}”`)
      }
    }
    for (const { documentId } of found) {
      const canary = byId.get(documentId)
      if (canary === undefined || !maySee(viewer, canary)) {
        const whose = canary === undefined ? 'nobody' : describeCanary(canary)
        report.leaks.push(`${describeViewer(viewer)} was given a key of ${whose} by “${query}”`)
      }
    }
    if (!isOwn || !names) continue
    report.ownAsked += 1
    if (found.some(({ documentId }) => documentId === wanted.documentId)) report.ownFound += 1
  }
  return report
}

function questionOf({ word }: Canary, random: Random): { query: string; names: boolean } {
  const topic = pick(TOPICS, random)
  const kind = random()
  if (kind < 0.25) return { query: `What is the ${topic}?`, names: false }
  if (kind < 0.35) return { query: `'${word}':* | !${topic} & (${word} <-> \\`, names: false }
  if (kind < 0.45) return { query: word.slice(0, 6), names: false }
  return { query: kind < 0.7 ? word : `What is the ${topic} of ${word}?`, names: true }
}

function describeViewer({ tenant, permissions }: Insider): string {
  return `${tenant} ${permissions.has('read_pii') ? 'with' : 'without'} the right`
}

function describeCanary({ tenant, isPersonal }: Canary): string {
  return `${tenant}${isPersonal ? ', personal' : ''}`
}

/** Everything that a log would write of it. */
function describe(error: Error): string {
  const cause = error.cause instanceof Error ? describe(error.cause) : ''
  return `${error.message} ${JSON.stringify(error)} ${error.stack ?? ''} ${cause}`
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'

/** No two of them begin alike: a beginning finds too. */
function newWord(random: Random): string {
  return Array.from({ length: 12 }, () => LETTERS[Math.floor(random() * LETTERS.length)]).join('')
}

const TOPICS = ['budget', 'contract', 'delivery', 'schedule', 'supplier', 'machine', 'warehouse', 'training']

function pick<T>(all: readonly T[], random: Random): T {
  return all[Math.floor(random() * all.length)] as T
}
