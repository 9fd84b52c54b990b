import { definitionOf, labelsIn } from './link-definitions.ts'
import { type BlockScan, openScan, scanLine } from './scan-block.ts'

/** A part of an answer that means the same alone. */
export interface AnswerPart {
  text: string
  /** The definitions of links and footnotes that this part names, from anywhere in the answer. */
  definitions: string
  /** Its end may not have come yet. */
  isOpen: boolean
}

/**
 * Cuts the Markdown of one answer into blocks. What was cut once is the same string for ever, so that it is never parsed or
 * painted again, and each call looks only at the text that is new since the last one.
 */
export function createAnswerSplitter() {
  let source = ''
  let cutTo = 0
  let scannedTo = 0
  let scan: BlockScan = openScan()
  let parts: AnswerPart[] = []
  let labels: string[][] = []
  let definitionCount = 0
  /** Defined by a last line without a line break, which may still grow when the answer goes on. */
  let provisional: string | null = null
  const definitions = new Map<string, string>()

  return function split(text: string, isWriting: boolean): AnswerPart[] {
    if (!text.startsWith(source)) forget()
    source = text
    definitions.delete(provisional ?? '')
    provisional = null
    readNewLines()
    if (!isWriting && scan.fence === null) provisional = noteDefinition(source.slice(scannedTo))
    if (definitions.size !== definitionCount) giveDefinitions()
    const rest = text.slice(cutTo)
    if (rest.trim() === '') return [...parts]
    // In a fence that is the whole block every character is code, and it can be very long.
    const isCode = scan.fence?.indent === 0
    const needed = isCode || definitions.size === 0 ? '' : definitionsFor(rest, labelsIn(rest))
    return [...parts, { text: rest, definitions: needed, isOpen: isWriting }]
  }

  function readNewLines() {
    for (;;) {
      const end = source.indexOf('\n', scannedTo)
      if (end === -1) return
      const line = source.slice(scannedTo, end)
      if (scannedTo === cutTo && line.trim() === '') {
        cutTo = scannedTo = end + 1
        continue
      }
      // A line that begins something new ends the block before it.
      if (scanLine(scan, line, scannedTo - cutTo) && scannedTo > cutTo) cutAt(scannedTo)
      if (scan.fence === null) noteDefinition(line)
      scannedTo = end + 1
      if (scan.isOver) {
        cutAt(scannedTo)
        scan = openScan()
      }
    }
  }

  function cutAt(end: number) {
    const text = source.slice(cutTo, end)
    const named = labelsIn(text)
    parts.push({ text, definitions: definitionsFor(text, named), isOpen: false })
    labels.push(named)
    cutTo = end
  }

  function noteDefinition(line: string): string | null {
    const definition = definitionOf(line)
    if (!definition || definitions.has(definition.label)) return null
    definitions.set(definition.label, line)
    return definition.label
  }

  /** A definition may come after the text that names it. A part that is not concerned stays the same object. */
  function giveDefinitions() {
    definitionCount = definitions.size
    parts = parts.map((part, index) => {
      const needed = definitionsFor(part.text, labels[index] ?? [])
      return needed === part.definitions ? part : { ...part, definitions: needed }
    })
  }

  function definitionsFor(text: string, named: readonly string[]): string {
    if (definitions.size === 0) return ''
    const lines = named.flatMap((label) => definitions.get(label) ?? [])
    return lines.filter((line) => !text.includes(line)).join('\n')
  }

  function forget() {
    source = ''
    cutTo = 0
    scannedTo = 0
    scan = openScan()
    parts = []
    labels = []
    definitionCount = 0
    provisional = null
    definitions.clear()
  }
}
