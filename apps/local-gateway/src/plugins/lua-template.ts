/** Templates of request-transformer: text with `$(expression)`, in the part of Lua that such expressions need. */

export type LuaValue = string | number | boolean | undefined;
export type Environment = Readonly<Record<string, (key: string) => LuaValue>>;
export type Template = (environment: Environment) => string;

type Expression = (environment: Environment) => LuaValue;

const TOKEN = /\s*(?:([A-Za-z_]\w*)|(\d+)|"([^"\\]*)"|'([^'\\]*)'|(\.\.|==|~=|[.()[\]]))/y;
const KEYWORDS = new Set(['and', 'or', 'not', 'nil', 'true', 'false', 'function', 'return', 'end']);

/** @param names the tables that expressions may use. @throws SyntaxError for what is not supported */
export function compileTemplate(text: string, names: readonly string[]): Template {
  const parts: (string | Expression)[] = [];
  let rest = text;
  for (let at = rest.indexOf('$('); at >= 0; at = rest.indexOf('$(')) {
    const end = closingParenthesis(rest, at + 1);
    if (at > 0) parts.push(rest.slice(0, at));
    parts.push(new ExpressionParser(rest.slice(at + 2, end), names).parse());
    rest = rest.slice(end + 1);
  }
  if (rest !== '') parts.push(rest);
  return (environment) => parts.map((part) => (typeof part === 'string' ? part : print(part(environment)))).join('');
}

function closingParenthesis(text: string, open: number): number {
  let depth = 0;
  for (let i = open; i < text.length; i += 1) {
    if (text[i] === '(') depth += 1;
    if (text[i] === ')' && --depth === 0) return i;
  }
  throw new SyntaxError('"$(" is not closed');
}

function print(value: LuaValue): string {
  return isTrue(value) ? String(value) : '';
}

/** In Lua only nil and false are untrue. */
export function isTrue(value: unknown): boolean {
  return value !== undefined && value !== false;
}

class ExpressionParser {
  private readonly tokens: { kind: 'name' | 'literal' | 'symbol'; text: string; value?: LuaValue }[] = [];
  private at = 0;

  constructor(
    source: string,
    private readonly names: readonly string[],
  ) {
    TOKEN.lastIndex = 0;
    const trimmed = source.trimEnd();
    while (TOKEN.lastIndex < trimmed.length) {
      const match = TOKEN.exec(trimmed);
      if (!match) throw new SyntaxError(`"${source}" uses Lua that is not supported`);
      const [, name, number, double, single, symbol] = match;
      if (name !== undefined) this.tokens.push({ kind: KEYWORDS.has(name) ? 'symbol' : 'name', text: name });
      else if (symbol !== undefined) this.tokens.push({ kind: 'symbol', text: symbol });
      else
        this.tokens.push({
          kind: 'literal',
          text: match[0],
          value: number !== undefined ? Number(number) : (double ?? single),
        });
    }
  }

  parse(): Expression {
    const expression = this.or();
    if (this.at < this.tokens.length) throw new SyntaxError(`unexpected "${this.tokens[this.at]!.text}"`);
    return expression;
  }

  private accept(symbol: string): boolean {
    const token = this.tokens[this.at];
    if (token?.kind !== 'symbol' || token.text !== symbol) return false;
    this.at += 1;
    return true;
  }

  private expect(symbol: string): void {
    if (!this.accept(symbol)) throw new SyntaxError(`expected "${symbol}"`);
  }

  private or(): Expression {
    let left = this.and();
    while (this.accept('or')) {
      const [a, b] = [left, this.and()];
      left = (environment) => {
        const value = a(environment);
        return isTrue(value) ? value : b(environment);
      };
    }
    return left;
  }

  private and(): Expression {
    let left = this.comparison();
    while (this.accept('and')) {
      const [a, b] = [left, this.comparison()];
      left = (environment) => {
        const value = a(environment);
        return isTrue(value) ? b(environment) : value;
      };
    }
    return left;
  }

  private comparison(): Expression {
    const a = this.concatenation();
    const equal = this.accept('==');
    if (!equal && !this.accept('~=')) return a;
    const b = this.concatenation();
    return (environment) => (a(environment) === b(environment)) === equal;
  }

  private concatenation(): Expression {
    const a = this.unary();
    if (!this.accept('..')) return a;
    const b = this.concatenation();
    return (environment) => {
      const [left, right] = [a(environment), b(environment)];
      if (left === undefined || right === undefined) throw new TypeError('attempt to concatenate a nil value');
      return [left, right].join('');
    };
  }

  private unary(): Expression {
    if (!this.accept('not')) return this.primary();
    const operand = this.unary();
    return (environment) => !isTrue(operand(environment));
  }

  private primary(): Expression {
    const token = this.tokens[this.at++];
    if (!token) throw new SyntaxError('the expression ends too early');
    if (token.kind === 'literal') return () => token.value;
    if (token.kind === 'name') return this.lookUp(token.text);
    if (token.text === 'nil') return () => undefined;
    if (token.text === 'true' || token.text === 'false') return () => token.text === 'true';
    if (token.text !== '(') throw new SyntaxError(`unexpected "${token.text}"`);
    return this.accept('function') ? this.calledFunction() : this.group();
  }

  private group(): Expression {
    const inner = this.or();
    this.expect(')');
    return inner;
  }

  /** `(function() return … end)()`, the only use of a function in an expression without side effects. */
  private calledFunction(): Expression {
    for (const symbol of ['(', ')', 'return']) this.expect(symbol);
    const result = this.or();
    for (const symbol of ['end', ')', '(', ')']) this.expect(symbol);
    return result;
  }

  /** `table.name` or `table["name"]`. */
  private lookUp(table: string): Expression {
    if (!this.names.includes(table))
      throw new SyntaxError(`"${table}" is not known here; known are ${this.names.join(', ')}`);
    if (this.accept('.')) {
      const token = this.tokens[this.at++];
      if (token?.kind !== 'name') throw new SyntaxError('expected a name after "."');
      return (environment) => environment[table]!(token.text);
    }
    this.expect('[');
    const key = this.or();
    this.expect(']');
    return (environment) => environment[table]!(String(key(environment)));
  }
}
