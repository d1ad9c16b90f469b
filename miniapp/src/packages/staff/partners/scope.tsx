import { PARTNER_CLAIMS } from '@binhai/shared/contract/http';
import { PARTNER_PURPOSES } from '@binhai/shared/contract/partners';
import { GRADE_WORDS, GRADES } from '@binhai/shared/rules/grade';
import { CLAIMS, PURPOSES, words } from '../../../copy/partner-desk';
import type { PartnerScope } from '../../../stores/partner-desk';
import { Box, Choice, Field, Segment, Txt } from '../../../ui';

type Declared = PartnerScope['purposes'][number];
const NONE = 'none';
const OPTIONS = [{ value: NONE, text: words.noGrade }, ...GRADES.map((g) => ({ value: g as string, text: GRADE_WORDS[g] }))];
const Head = ({ text }: { text: string }) => (
  <Txt block strong className='mt3'>
    {text}
  </Txt>
);

function Purpose({ purpose, declared, onChange }: { purpose: Declared['purpose']; declared?: Declared | undefined; onChange: (d: Declared | null) => void }) {
  return (
    <Box>
      <Choice
        id={`purpose-${purpose}`}
        kind='checkbox'
        name='purposes'
        label={PURPOSES[purpose]}
        checked={declared !== undefined}
        onChange={(on) => onChange(on ? { purpose, statement: '', minGrade: null } : null)}
      />
      {declared && (
        <>
          <Field
            id={`statement-${purpose}`}
            label={words.statement}
            value={declared.statement}
            maxLength={60}
            onChange={(statement) => onChange({ ...declared, statement })}
          />
          <Segment
            label={words.grade}
            options={OPTIONS}
            value={declared.minGrade ?? NONE}
            onChange={(value) => onChange({ ...declared, minGrade: GRADES.find((g) => g === value) ?? null })}
          />
        </>
      )}
    </Box>
  );
}
/** Why a partner asks, and what it may ask: the part of a registration that takes two people to widen. */
export function ScopeFields({ scope, onChange }: { scope: PartnerScope; onChange: (scope: PartnerScope) => void }) {
  const { purposes, claims } = scope;
  return (
    <>
      <Head text={words.purposes} />
      {PARTNER_PURPOSES.map((purpose) => (
        <Purpose
          key={purpose}
          purpose={purpose}
          declared={purposes.find((p) => p.purpose === purpose)}
          onChange={(d) => onChange({ ...scope, purposes: [...purposes.filter((p) => p.purpose !== purpose), ...(d ? [d] : [])] })}
        />
      ))}
      <Head text={words.claims} />
      {PARTNER_CLAIMS.map((claim) => (
        <Choice
          key={claim}
          id={`claim-${claim}`}
          kind='checkbox'
          name='claims'
          label={CLAIMS[claim]}
          checked={claims.includes(claim)}
          onChange={(on) => onChange({ ...scope, claims: on ? [...claims, claim] : claims.filter((c) => c !== claim) })}
        />
      ))}
    </>
  );
}
/** The same to read. */
export function ScopeLines({ scope: { purposes, claims } }: { scope: PartnerScope }) {
  const lines = purposes.map((p) => words.purpose(PURPOSES[p.purpose], p.minGrade && GRADE_WORDS[p.minGrade], p.statement));
  return (
    <>
      <Head text={words.purposes} />
      {(lines.length === 0 ? [words.noPurposes] : lines).map((line) => (
        <Txt block key={line}>
          {line}
        </Txt>
      ))}
      <Head text={words.claims} />
      <Txt block>{claims.length === 0 ? words.noClaims : claims.map((c) => CLAIMS[c]).join('；')}</Txt>
    </>
  );
}
