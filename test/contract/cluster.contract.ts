/** What every `Cluster` does, whatever is behind it: the topics, run on one subject. */
import { afterAll, beforeAll, describe, it } from 'vitest';
import { customResourceDefinitions, namespaces, serviceAccounts } from '../../clusters/kinds.ts';
import { eventually } from '../helpers/eventually.ts';
import type { ContractContext, ContractSubject, ContractTopic, OpenSubject } from './contract.ts';
import { gaps } from './gaps.ts';
import { widgetDefinition, widgets } from './objects.ts';
import { topics } from './topics.ts';

/** Declares all topics for one subject. */
export function clusterContract(subject: ContractSubject): void {
  const { name, skip } = subject;
  if (skip !== undefined) {
    it.skip(`a cluster: ${name} (skipped: ${skip})`);
    return;
  }
  describe(`a cluster: ${name}`, () => {
    let opened: OpenSubject | undefined;
    const open = (): OpenSubject => {
      if (!opened) throw new Error('the subject is open only while tests run');
      return opened;
    };

    beforeAll(async () => {
      opened = await subject.open();
      await opened.cluster.create(customResourceDefinitions, widgetDefinition());
      await eventually(() =>
        open()
          .cluster.list(widgets)
          .then(() => true),
      );
    });

    afterAll(async () => {
      await opened?.cluster.delete(customResourceDefinitions, { name: `${widgets.plural}.${widgets.group}` });
      await opened?.[Symbol.asyncDispose]();
    });

    for (const topic of topics.filter(({ overHttpOnly }) => subject.overHttp || !overHttpOnly)) declareTopic(subject, topic, open);
  });
}

function declareTopic(subject: ContractSubject, topic: ContractTopic, open: () => OpenSubject): void {
  describe(topic.name, () => {
    const namespace = `contract-${topic.name.replaceAll(' ', '-')}-${Math.random().toString(36).slice(2, 8)}`;
    beforeAll(async () => {
      await open().cluster.create(namespaces, { metadata: { name: namespace } });
      // Until its account is there, a real server refuses pods.
      if (!subject.imitation) await eventually(() => open().cluster.get(serviceAccounts, { namespace, name: 'default' }));
    });
    afterAll(async () => {
      await open().cluster.delete(namespaces, { name: namespace });
    });
    topic.declare(contextOf(subject, topic, { namespace, open }));
  });
}

function contextOf(
  subject: ContractSubject,
  topic: ContractTopic,
  { namespace, open }: { namespace: string; open: () => OpenSubject },
): ContractContext {
  const declare: ContractContext['it'] = (name, test) => {
    const gap = subject.imitation ? gaps.find((known) => known.topic === topic.name && known.test === name) : undefined;
    if (gap) it.fails(`${name} (a gap: ${gap.reason})`, test);
    else it(name, test);
  };
  const skip: ContractContext['it'] = (name) => it.skip(`${name} (skipped: no container runs here)`);
  const skipMetrics: ContractContext['it'] = (name) => it.skip(`${name} (skipped: no metrics server is here)`);
  return {
    subject,
    namespace,
    get cluster() {
      return open().cluster;
    },
    async raw(request) {
      const { raw } = open();
      if (!raw) throw new Error(`${subject.name} is not reached over HTTP`);
      return raw(request);
    },
    it: declare,
    // Nothing is left out in process: there is no HTTP to speak of, and the same sandbox answers over it as another subject.
    itOverHttp: subject.overHttp ? declare : () => {},
    itWithPods: subject.runsPods ? declare : skip,
    itWithMetrics: subject.runsPods && subject.imitation ? declare : skipMetrics,
  };
}
