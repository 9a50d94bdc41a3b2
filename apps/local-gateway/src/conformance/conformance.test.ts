import { afterAll, describe, expect, it } from '@jest/globals';
import { readTranscripts, replay } from './transcript.ts';

/** Where the gateway is known to differ from the recorded Kong, and why. */
const KNOWN_DIFFERENCES: readonly { file: string; label: string; reason: string }[] = [
  { file: '02-proxy-headers', label: 'over TLS (http/1.1)', reason: 'the local gateway does not listen on TLS' },
];

const isKnown = (file: string, label: string): boolean =>
  KNOWN_DIFFERENCES.some((known) => known.file === file && known.label === label);

describe('against the recorded answers of Kong', () => {
  const scores: string[] = [];

  afterAll(() => void process.stdout.write(`\nConformance with Kong 3.9.1\n${scores.join('\n')}\n`));

  it.each(readTranscripts().map((transcript) => [transcript.name, transcript] as const))(
    'answers as Kong does: %s',
    async (name, transcript) => {
      const outcome = await replay(transcript);
      const wrong = [...outcome].filter(([, differences]) => differences.length > 0);
      const right = outcome.size - wrong.length;
      scores.push(`  ${name.padEnd(26)} ${String(right).padStart(3)} of ${String(outcome.size).padStart(3)}`);
      const unexpected = wrong.filter(([recorded]) => !isKnown(name, recorded.label));
      expect(unexpected.map(([recorded, differences]) => [recorded.label, ...differences])).toEqual([]);
      const labels = wrong.map(([recorded]) => recorded.label);
      // A difference that is gone must leave the list.
      expect(KNOWN_DIFFERENCES.filter((known) => known.file === name).map((known) => known.label)).toEqual(labels);
    },
  );
});
