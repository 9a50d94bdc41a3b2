/** One JSON object a line. Never given tokens, bodies or query strings. */
export function log(
  level: 'info' | 'warn' | 'error',
  message: string,
  fields: Readonly<Record<string, unknown>> = {},
): void {
  process.stdout.write(
    `${JSON.stringify({ time: new Date().toISOString(), level, service: 'gateway', message, ...fields })}\n`,
  );
}
