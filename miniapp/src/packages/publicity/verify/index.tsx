import { shortCode, spacedCode } from '@binhai/shared/identifiers/short-code';
import { useRouter } from '@tarojs/taro';
import { useEffect, useRef, useState } from 'react';
import { verify as words } from '../../../copy/report';
import { Screen } from '../../../parts/screen';
import { hashSha256 } from '../../../platform/crypto';
import { pickFile } from '../../../platform/files';
import { scanOnce, scanWay } from '../../../platform/scan';
import { say } from '../../../platform/time';
import { checkReport, type Verified } from '../../../stores/reports';
import { useAction } from '../../../stores/use-action';
import { Box, Btn, Card, cx, Field, Icon, InlineError, NoticeBar, Pairs, Title, Txt } from '../../../ui';
import './index.scss';

const hex = (bytes: Uint8Array): string => Array.from(bytes, (b) => `0${b.toString(16)}`.slice(-2)).join('');
/** 5be1 09c7 …: groups of four, easier to compare by eye. */
const grouped = (digest: string): string => (digest.match(/.{1,4}/g) ?? []).join(' ');
/** What a report's QR code holds, whichever address it stands in. */
const codeIn = (text: string): string | null => /[?&]r=([A-Za-z0-9_-]{22})$/.exec(text)?.[1] ?? shortCode(text);

type Tone = 'ok' | 'no';
const Verdict = ({ tone, said }: { tone: Tone; said: { title: string; text: string } }) => (
  <Box className={cx('vr', `vr--${tone}`)} role={tone === 'ok' ? 'status' : 'alert'}>
    <Box className='vr__seal' hidden>
      <Icon name={tone === 'ok' ? 'check' : 'close'} size={36} />
    </Box>
    <Box className='grow'>
      <Txt block strong className='vr__t'>
        {said.title}
      </Txt>
      <Txt block className='sub t2'>
        {said.text}
      </Txt>
    </Box>
  </Box>
);
function Compare({ digest }: { digest: string }) {
  const [same, setSame] = useState<boolean | null>(null);
  const pick = useAction(async () => {
    const bytes = await pickFile();
    if (bytes) setSame(hex(hashSha256(bytes)) === digest);
  });
  return (
    <>
      <Card className='mt3'>
        <Title level={3}>{words.digest}</Title>
        <Txt block className='hash mt1' selectable>
          {grouped(digest)}
        </Txt>
        <Btn id='compare' kind='quiet' block icon='upload' className='mt3' busy={pick.busy} onClick={() => void pick.run()}>
          {words.compare}
        </Btn>
        <Txt block className='cap muted mt2'>
          {words.comparing}
        </Txt>
      </Card>
      {same !== null && (
        <Box className='mt3'>
          <Verdict tone={same ? 'ok' : 'no'} said={same ? words.same : words.altered} />
        </Box>
      )}
    </>
  );
}
const Genuine = ({ report: r }: { report: NonNullable<Verified['report']> }) => (
  <>
    <Card className='mt3'>
      <Pairs
        rows={[
          { k: words.number, v: r.number },
          { k: words.subject, v: r.subject },
          { k: words.issued, v: say.dateAndTime(r.issuedAt) },
          { k: words.purpose, v: r.purpose },
          { k: words.classes, v: r.classes.join('、') },
          { k: words.until, v: say.date(r.until) },
          { k: words.pages, v: words.pagesOf(r.pages) },
        ].filter((row) => row.v !== '')}
      />
    </Card>
    <Compare digest={r.sha256} />
  </>
);

/** 24#verify: whether a report is genuine, for anybody; it shows what helps to compare and no record. */
export default function Verify() {
  const { r = '' } = useRouter().params;
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState<string>();
  const [answer, setAnswer] = useState<Verified | null>(null);
  const check = useAction(async (code: string) => {
    setAnswer(null);
    setAnswer(await checkReport(code));
  });
  const opened = useRef(codeIn(`?r=${r}`));
  const { run } = check;
  useEffect(() => {
    if (opened.current) void run(opened.current);
  }, [run]);
  const submit = () => {
    const code = shortCode(typed);
    setWrong(code ? undefined : words.short);
    if (code) void run(code);
  };
  const scan = useAction(async () => {
    const text = await scanOnce();
    if (text === null) return;
    const code = codeIn(text);
    setWrong(code ? undefined : words.notOurs);
    if (code) {
      setTyped(shortCode(code) ? spacedCode(code) : '');
      await run(code);
    }
  });
  return (
    <Screen title={words.title} tight busy={check.busy}>
      <Field
        id='code'
        label={words.label}
        hint={words.hint}
        placeholder={words.placeholder}
        value={typed}
        maxLength={16}
        error={wrong}
        suffix={
          scanWay === 'camera' ? (
            <Btn id='scan' kind='bare' label={words.scan} className='vr__scan' busy={scan.busy} onClick={() => void scan.run()}>
              <Icon name='scan' size={24} />
            </Btn>
          ) : undefined
        }
        onChange={(text) => {
          setTyped(text);
          setWrong(undefined);
        }}
        onConfirm={submit}
      />
      <Btn id='check' block className='mt3' busy={check.busy} onClick={submit}>
        {words.submit}
      </Btn>
      {check.error && (
        <Box className='mt3'>
          <InlineError error={check.error} />
        </Box>
      )}
      {answer && (
        <Box className='mt5'>
          <Verdict tone={answer.state === 'valid' ? 'ok' : 'no'} said={words[answer.state]} />
          {answer.report && <Genuine key={answer.report.number} report={answer.report} />}
        </Box>
      )}
      <NoticeBar tone='plain' className='mt3'>
        {words.note}
      </NoticeBar>
    </Screen>
  );
}
