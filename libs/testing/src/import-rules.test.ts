import { expect, it } from '@jest/globals';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';

/** The project's own rules, without those that need types: the canaries are no files. */
const eslint = new ESLint({
  overrideConfig: [
    tseslint.configs.disableTypeChecked,
    { languageOptions: { parserOptions: { projectService: false } } },
  ],
});

async function refusals(file: string, code: string): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(code, { filePath: file });
  return (result?.messages ?? []).map(({ ruleId }) => ruleId);
}

it.each([
  ['an app by name', 'apps/order/src/canary.ts', `import '@shopmesh/product';`],
  ['an app by path', 'apps/order/src/canary.ts', `import '../../../apps/product/src/stock.service.ts';`],
  ['an app from a library', 'libs/runtime/src/canary.ts', `import '@shopmesh/order';`],
  ['the inside of a library', 'apps/order/src/canary.ts', `import '@shopmesh/runtime/src/problem.ts';`],
  ['a library by path', 'apps/order/src/canary.ts', `import '../../../libs/runtime/src/problem.ts';`],
  ['test code from production code', 'apps/order/src/canary.ts', `import '@shopmesh/testing';`],
])('lint refuses to import %s', async (_, file, code) => {
  expect(await refusals(file, code)).toEqual(['no-restricted-imports']);
});

it.each([
  ['a library by name', 'apps/order/src/canary.ts', `import '@shopmesh/runtime';`],
  ['a neighbouring file', 'apps/order/src/canary.ts', `import './order.state.ts';`],
  ['test code from a test', 'apps/order/src/canary.test.ts', `import '@shopmesh/testing';`],
])('lint lets import %s', async (_, file, code) => {
  expect(await refusals(file, code)).toEqual([]);
});
