import type { Node } from 'mdast'
import type { Extension as MarkdownExtension } from 'mdast-util-from-markdown'
import type { Code, Construct, Effects, Extension, State, TokenizeContext } from 'micromark-util-types'
import { isFormulaInBrackets, isFormulaInDollars } from './inline-formula.ts'

/** A formula in a paragraph. */
export interface Formula extends Node {
  type: 'formula'
  value: string
  /** It stands on a line of its own. */
  isDisplay: boolean
}

declare module 'mdast' {
  interface RootContentMap {
    formula: Formula
  }
  interface PhrasingContentMap {
    formula: Formula
  }
}

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    formula: 'formula'
    formulaMark: 'formulaMark'
    formulaData: 'formulaData'
  }
}

/** Longer than this is no formula; it bounds what a mark costs that is never closed. */
const MAX_LENGTH = 4_000

const BACKSLASH = 92
const DOLLAR = 36
const CLOSING = new Map<Code, Code>([
  [40, 41], // ( )
  [91, 93], // [ ]
])

/** `\(…\)`, `\[…\]`, `$$…$$` and, where it cannot be money, `$…$`. */
export const formulaSyntax: Extension = {
  text: {
    [BACKSLASH]: { name: 'formula', tokenize: tokenizeBrackets },
    [DOLLAR]: { name: 'formula', tokenize: tokenizeDollars },
  },
}

export const formulaFromMarkdown: MarkdownExtension = {
  canContainEols: ['formula'],
  enter: {
    formula(token) {
      this.enter({ type: 'formula', value: '', isDisplay: /^(?:\$\$|\\\[)/.test(this.sliceSerialize(token)) }, token)
      this.buffer()
    },
    formulaData(token) {
      this.config.enter.data?.call(this, token)
    },
  },
  exit: {
    formula(token) {
      const value = this.resume()
      const node = this.stack.at(-1)
      if (node?.type === 'formula') node.value = value
      this.exit(token)
    },
    formulaData(token) {
      this.config.exit.data?.call(this, token)
    },
  },
}

function tokenizeBrackets(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  return function start(code) {
    effects.enter('formula')
    effects.enter('formulaMark')
    effects.consume(code)
    return function bracket(next) {
      const closing = CLOSING.get(next)
      if (closing === undefined) return nok(next)
      effects.consume(next)
      effects.exit('formulaMark')
      return contentUntil([BACKSLASH, closing], isFormulaInBrackets, effects, ok, nok)
    }
  }
}

function tokenizeDollars(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  const before = characterOf(this.previous)
  return function start(code) {
    effects.enter('formula')
    effects.enter('formulaMark')
    effects.consume(code)
    return function second(next) {
      if (next !== DOLLAR) {
        effects.exit('formulaMark')
        const isFormula = (content: string, after: string) => isFormulaInDollars(content, before, after)
        return contentUntil([DOLLAR], isFormula, effects, ok, nok)(next)
      }
      effects.consume(next)
      effects.exit('formulaMark')
      return contentUntil([DOLLAR, DOLLAR], (content) => content.trim() !== '', effects, ok, nok)
    }
  }
}

function contentUntil(
  marks: readonly Code[],
  isFormula: (content: string, after: string) => boolean,
  effects: Effects,
  ok: State,
  nok: State,
): State {
  let content = ''
  return inside

  function inside(code: Code): State | undefined {
    if (code === null || content.length > MAX_LENGTH) return nok(code)
    if (code === marks[0]) return effects.attempt(closingConstruct(marks), end, begin)(code)
    if (code >= -2) return begin(code)
    effects.enter('lineEnding')
    effects.consume(code)
    effects.exit('lineEnding')
    content += '\n'
    return inside
  }

  /** At least one character, even when it looks like the beginning of an end. */
  function begin(code: Code): State | undefined {
    if (code === null) return nok(code)
    effects.enter('formulaData')
    return take(code)
  }

  function take(code: NonNullable<Code>): State {
    content += characterOf(code)
    effects.consume(code)
    // A backslash keeps the next character from ending anything.
    return code === BACKSLASH ? escaped : data
  }

  function escaped(code: Code): State | undefined {
    if (code === null || code < -2) return data(code)
    content += characterOf(code)
    effects.consume(code)
    return data
  }

  function data(code: Code): State | undefined {
    if (code !== null && code >= -2 && code !== marks[0] && content.length <= MAX_LENGTH) return take(code)
    effects.exit('formulaData')
    return inside(code)
  }

  function end(code: Code): State | undefined {
    effects.exit('formula')
    return isFormula(content, characterOf(code)) ? ok(code) : nok(code)
  }
}

/** Virtual spaces and line breaks are negative. */
function characterOf(code: Code): string {
  return code === null ? '' : code < 0 ? ' ' : String.fromCodePoint(code)
}

function closingConstruct(marks: readonly Code[]): Construct {
  return {
    partial: true,
    tokenize(effects, ok, nok) {
      let at = 0
      return function next(code: Code): State | undefined {
        if (code !== marks[at]) return nok(code)
        if (at === 0) effects.enter('formulaMark')
        effects.consume(code)
        at++
        if (at < marks.length) return next
        effects.exit('formulaMark')
        return ok
      }
    },
  }
}
