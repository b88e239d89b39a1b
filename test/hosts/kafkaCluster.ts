import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A mock cluster of three brokers that speak Kafka's protocol, in a process of its own. A topic gets 4 partitions on first use. */
export interface Cluster {
  /** Its addresses, with commas between them. */
  readonly brokers: string;
  /** The messages of a topic so far: their keys and values. It keeps some 5 MB of a partition. */
  readonly read: (topic: string) => { readonly key: string; readonly value: string }[];
  /** Stops all brokers: connections stay open, and nothing responds. */
  readonly freeze: () => void;
  readonly thaw: () => void;
  readonly close: () => Promise<void>;
}

/** Starts `kcat`, which has a mock cluster as long as it consumes something. */
export async function startCluster(): Promise<Cluster> {
  const child = spawn('kcat', [
    ...['-b', '127.0.0.1:1', '-C', '-t', 'keepalive'],
    ...['-X', 'test.mock.num.brokers=3', '-d', 'mock'],
  ]);
  const brokers = await new Promise<string>((resolve, reject) => {
    let log = '';
    child.once('error', () => {
      reject(new Error('kcat is missing, whose mock cluster the tests of Kafka use: apt-get install kcat'));
    });
    // all of it, as a full pipe would stop it
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (log.length < 10_000) log += text;
      const found = /bootstrap\.servers=(\S+)/.exec(log);
      if (found !== null) resolve(found[1]!);
    });
  });
  const ended = once(child, 'exit');
  return {
    brokers,
    read: (topic) => readMessages(brokers, topic),
    freeze: () => child.kill('SIGSTOP'),
    thaw: () => child.kill('SIGCONT'),
    close: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function readMessages(brokers: string, topic: string): { key: string; value: string }[] {
  const printed = execFileSync('kcat', ['-C', '-e', '-q', '-b', brokers, '-t', topic, '-f', '%k\t%s\n'], {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  return printed
    .split('\n')
    .slice(0, -1)
    .map((line) => {
      const [key = '', ...value] = line.split('\t');
      return { key, value: value.join('\t') };
    });
}
