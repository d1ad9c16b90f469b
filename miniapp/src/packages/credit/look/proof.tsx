import { look as words } from '../../../copy/look';
import { copy } from '../../../platform/clipboard';
import { say } from '../../../platform/time';
import type { Finding } from '../../../stores/look-proof';
import { toast } from '../../../stores/toast';
import { Box, Card, Icon, type IconName, NoticeBar, Txt } from '../../../ui';

/** Base64url in groups of four, the middle left out: enough to compare by eye. */
const short = (hash: string): string => `${hash.slice(0, 4)} ${hash.slice(4, 8)} … ${hash.slice(-4)}`;
export async function exportMaterial(finding: Finding): Promise<void> {
  const done = await copy(finding.state === 'failed' ? finding.material : JSON.stringify(finding));
  toast(done ? words.exported : words.exportFailed);
}
const LINK: IconName = 'link';
const Link = ({ icon, title, hash, text, on, last }: { icon: IconName; title: string; hash?: string; text: string; on?: boolean; last?: boolean }) => (
  <Box role='listitem' className={`link3${on ? ' link3--on' : ''}${last ? ' link3--last' : ''}`}>
    <Box className='link3__i' hidden>
      <Icon name={icon} size={20} />
    </Box>
    <Txt block className='link3__t'>
      {title}
    </Txt>
    {hash && (
      <Txt block className='hash'>
        {short(hash)}
      </Txt>
    )}
    <Txt block className='cap muted'>
      {text}
    </Txt>
  </Box>
);
const Seal = ({ tone, icon, title, text }: { tone: 'ok' | 'wait' | 'bad'; icon: IconName; title: string; text: string }) => (
  <Box className={`pf pf--${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
    <Box className='pf__seal' hidden>
      <Icon name={icon} size={32} heavy />
    </Box>
    <Box className='grow'>
      <Txt block strong className='pf__t'>
        {title}
      </Txt>
      <Txt block className='sub t2'>
        {text}
      </Txt>
    </Box>
  </Box>
);
/** What was found, at the top of the page. */
export function Verdict({ finding }: { finding: Finding | null }) {
  if (!finding) return <Seal tone='wait' icon='refresh' title={words.checking} text='' />;
  if (finding.state === 'ok') return <Seal tone='ok' icon='check' title={words.ok} text={words.okText} />;
  if (finding.state === 'waiting') return <Seal tone='wait' icon='clock' title={words.waiting} text={words.waitingText} />;
  return <Seal tone='bad' icon='alert' title={words.failed} text={words.failedText(finding.step)} />;
}
/** How it was found, below the entry. */
export function Steps({ finding }: { finding: Finding | null }) {
  if (finding?.state === 'failed') {
    return (
      <NoticeBar tone='danger' className='mt3'>
        <Txt block>{words.meaning}</Txt>
        <Txt block className='mt1'>
          {words.todo}
        </Txt>
      </NoticeBar>
    );
  }
  if (finding?.state !== 'ok') return null;
  const { seenBefore, index, leaf, root, at, size } = finding;
  return (
    <>
      <Card className='mt3'>
        <Box role='list' label={words.steps}>
          <Link icon={LINK} title={seenBefore ? words.before : words.first} text={seenBefore ? words.beforeText : words.firstText} />
          <Link on icon='check' title={words.here(index + 1)} hash={leaf} text={words.hereText} />
          <Link last icon='edit' title={words.head(say.dayAndTime(at))} hash={root} text={words.headText(size)} />
        </Box>
      </Card>
      <NoticeBar tone='plain' className='mt3'>
        {words.note}
      </NoticeBar>
    </>
  );
}
