import type { SeverityMapping } from '../parameters/severity.js';
import { foldWidth } from '../text/fold.js';
import { SEVERITIES, type Severity } from './record.js';

export interface PenaltyFacts {
  /** CF_CFLB as sent, several kinds in one cell are usual: 警告；罚款 */
  kinds: string;
  /** Remark and content, searched for the simple procedure only. */
  remark: string;
  /** Whole fen, null when there is no fine. */
  fineFen: number | null;
  subject: 'person' | 'organisation';
}

const rank = (severity: Severity): number => SEVERITIES.indexOf(severity);

/**
 * Class of a penalty by the mapping in force: the gravest of its kinds, a very large fine is serious. Penalties by simple procedure and mere warnings are
 * exempt: no publicity, no effect on a grade (天津市社会信用条例 art. 12; 国办发〔2025〕22号).
 */
export function severityOf(penalty: PenaltyFacts, mapping: SeverityMapping): Severity {
  const kinds = foldWidth(penalty.kinds)
    .split(/[;,、/|\s]+/)
    .filter((kind) => kind !== '');
  const text = `${penalty.kinds} ${penalty.remark}`;
  if (mapping.simpleProcedure.some((word) => text.indexOf(word) >= 0)) return 'exempt';
  const large = penalty.fineFen !== null && penalty.fineFen >= mapping.seriousFineFen[penalty.subject];
  const found = kinds.map((kind) => mapping.words.filter(({ words }) => words.some((word) => kind.indexOf(word) >= 0))[0]?.severity ?? mapping.otherwise);
  const fined: Severity[] = penalty.fineFen !== null && penalty.fineFen > 0 ? ['general'] : [];
  if (large) fined.push('serious');
  const all = found.concat(fined);
  return all.length === 0 ? mapping.otherwise : all.reduce((worst, severity) => (rank(severity) > rank(worst) ? severity : worst));
}
