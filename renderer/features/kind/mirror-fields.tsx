import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { CommandLine } from '../../components/command-line.tsx';
import type { FormProps } from './form-edit.ts';
import group from './group.module.css';
import { Group } from './group.tsx';
import { hostsCommand, mirrorsOf, withMirror } from './registry-mirror.ts';

/** A registry that nodes ask first, for machines behind a proxy and for images that were built here. */
export function MirrorFields({ form, edit }: FormProps) {
  const [registry, setRegistry] = useState('docker.io');
  const [endpoint, setEndpoint] = useState('http://registry:5000');
  const [folder, setFolder] = useState('');
  const mirrors = mirrorsOf(form);
  const mirror = { registry, folder };
  const addToNodes = () => edit.rewrite((text) => withMirror(text, mirror), `mirror of ${registry}`);
  return (
    <Group title="Registry mirror" summary={mirrors.map((each) => each.registry).join(', ') || 'none'}>
      <div className={group['row']}>
        <TextInput
          label="Registry"
          classNames={{ input: 'mono' }}
          value={registry}
          onChange={(event) => setRegistry(event.currentTarget.value)}
        />
        <TextInput
          label="Mirror, as a node reaches it"
          classNames={{ input: 'mono' }}
          value={endpoint}
          onChange={(event) => setEndpoint(event.currentTarget.value)}
        />
        <TextInput
          label="Folder here for its hosts.toml"
          placeholder="/srv/certs.d/docker.io"
          classNames={{ input: 'mono' }}
          value={folder}
          onChange={(event) => setFolder(event.currentTarget.value)}
        />
      </div>
      {folder && <CommandLine text={hostsCommand(mirror, endpoint)} label="Copy the commands that write hosts.toml" />}
      <Button variant="default" disabled={registry === '' || folder === ''} onClick={addToNodes}>
        Use the mirror on every node
      </Button>
    </Group>
  );
}
