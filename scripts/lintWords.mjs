// Keeps words out that JavaScript developers would not use: what each is, and what to write.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const WORDS = [
  [/\b(?:a|no|the|some|any|its|another|empty) texts?\b/i, 'string'],
  [/\btexts\b/i, 'strings'],
  [/\blists? of (?:strings|texts|objects)\b/i, 'an array of'],
  [/\bblanks?\b(?! line)/i, 'spaces, whitespace, whitespace-only'],
  [/\ba member\b|\bmembers\b/i, 'a property, a key'],
  [/\b(?:is|are|was|were) (?:not )?told\b|\btells?\b|\btelling\b/i, 'is missing, is set, says'],
  [/\bwhat is so\b|\bwhat happens now\b/i, 'problem, effect'],
  [/\bunless given\b/i, 'default:'],
  [/\bmend(?:s|ed|ing)?\b/i, 'fix'],
  [/\bis no (?:option|object|array|string|number|event|uuid|path|id|call|date|type)\b/i, 'is not a'],
  [/\bmust be given\b/i, 'is required'],
  [/\banswers? later\b/i, 'returns a promise'],
  [/\bwhat (?:comes|goes) (?:in|out)\b|\bcomes out\b/i, 'input, output, returns'],
  [/\brules? as code\b|\bcode that (?:makes|throws|gives)\b/i, 'a function, a rule function'],
  [/\blaid over\b/i, 'merged over, overrides'],
  [/\bbeside or over\b/i, 'adds or overrides'],
  [/\bin force\b/i, 'effective'],
  [/\bwhat becomes of\b|\bwhat became of\b|\bthe way of\b/i, 'how … is mapped'],
  [/\bwithout case\b/i, 'case-insensitively'],
  [/\bfold(?:s|ed)? (?:alike|names?)\b|\b(?:is|are|name) folded\b/i, 'normalized'],
  [/\bother spellings\b/i, 'variants'],
  [/\bbrought to\b/i, 'converted to, scaled to'],
  [/\baddend\b/i, 'part (of a sum)'],
  [/\bmet by\b|\blooked into\b|\bhas a use for\b/i, 'found, inspected, supports'],
  [/\bgoes alone\b/i, 'gets a request of its own'],
  [/\b(?:written|made) by hand\b/i, 'hand-written'],
  [/\ba whole program\b/i, 'a complete example'],
  [/\bno clock\b|language's own\b/i, 'never reads the current time, needs no host globals'],
  [/\bMiso has not\b/i, 'unknown to Miso'],
  [/\bfirst clients\b/i, 'legacy clients'],
  [/\bto be had\b/i, 'available'],
  [/\bone that cannot be\b/i, 'an invalid one'],
  [/\bdoubled\b/i, 'duplicated'],
  [/\bwhat is to go\b/i, 'deprecations'],
  [/\b(?:catalogue|colour|behaviour|licence|normalis|honour)/i, 'American spelling'],
];

// prose and comments; what a test or a fixture is about may be any text
const PLACES = ['*.md', 'src', 'docs', 'examples', '.changeset', 'scripts', 'CONTRIBUTING.md', 'SECURITY.md'];
const files = execFileSync('git', ['ls-files', '--', ...PLACES], { encoding: 'utf8' })
  .split('\n')
  .filter((file) => /\.(?:md|mjs|ts|html|vue)$/.test(file) && !file.endsWith('lintWords.mjs'));

let found = 0;
for (const file of files) {
  readFileSync(file, 'utf8')
    .split('\n')
    .forEach((line, index) => {
      for (const [pattern, instead] of WORDS) {
        const match = pattern.exec(line);
        if (match === null) continue;
        found++;
        console.error(`${file}:${index + 1}: "${match[0]}": write ${instead}`);
      }
    });
}
if (found > 0) process.exit(1);
