import '@xyflow/react/dist/base.css';
import {
  Background,
  type Edge,
  Handle,
  type Node,
  type NodeProps,
  Position,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
} from '@xyflow/react';
import { useEffect, useRef } from 'react';
import { Icon } from '../../components/icon.tsx';
import styles from './compose-canvas.module.css';
import page from './compose-page.module.css';
import { type GraphInput, type GraphNode, graphNodes } from './graph.ts';
import type { NodeId } from './problems.ts';

type PartNode = Node<GraphNode & Record<string, unknown>, 'part'>;

const nodeTypes = { part: Part };
const columns: Record<NodeId, number> = { model: 0, recipe: 300, endpoint: 600 };
const fitOptions = { padding: 0.08, maxZoom: 1 };
const edges: Edge[] = [
  { id: 'model-recipe', source: 'model', target: 'recipe', type: 'step', focusable: false },
  { id: 'recipe-endpoint', source: 'recipe', target: 'endpoint', type: 'step', focusable: false },
];

/** The endpoint drawn: model, recipe, endpoint, each port with the shape of what goes through it. */
export function ComposeCanvas(props: GraphInput & { selected: NodeId; onSelect(id: NodeId): void }) {
  return (
    <div className={page['canvas']}>
      <ReactFlowProvider>
        <Canvas {...props} />
      </ReactFlowProvider>
    </div>
  );
}

function Canvas({ selected, onSelect, ...graph }: GraphInput & { selected: NodeId; onSelect(id: NodeId): void }) {
  const host = useRef<HTMLDivElement>(null);
  useFitOnResize(host);
  const nodes = graphNodes(graph).map(
    (node): PartNode => ({
      id: node.id,
      type: 'part',
      position: { x: columns[node.id], y: 0 },
      data: { ...node },
      selected: node.id === selected,
      ariaLabel: `${node.title}: ${node.text}`,
    }),
  );
  return (
    <ReactFlow
      ref={host}
      className={styles['flow'] ?? ''}
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      onNodeClick={(_, node) => onSelect(node.id as NodeId)}
      onNodesChange={(changes) => {
        for (const change of changes) if (change.type === 'select' && change.selected) onSelect(change.id as NodeId);
      }}
      nodesDraggable={false}
      nodesConnectable={false}
      deleteKeyCode={null}
      snapToGrid
      snapGrid={[20, 20]}
      fitView
      fitViewOptions={fitOptions}
      minZoom={0.4}
      maxZoom={1.5}
      preventScrolling={false}
      zoomOnScroll={false}
      proOptions={{ hideAttribution: true }}
    >
      <Background gap={20} size={1} color="var(--line-strong)" />
    </ReactFlow>
  );
}

/** Keeps the whole graph in sight when the canvas changes its size. */
function useFitOnResize(host: React.RefObject<HTMLDivElement | null>): void {
  const { fitView } = useReactFlow();
  useEffect(() => {
    if (!host.current) return;
    const observer = new ResizeObserver(() => void fitView(fitOptions));
    observer.observe(host.current);
    return () => observer.disconnect();
  }, [host, fitView]);
}

function Part({ data, selected }: NodeProps<PartNode>) {
  return (
    <div className={styles['part']} data-selected={selected || undefined} data-problems={data.problems || undefined}>
      {data.id !== 'model' && (
        <Handle type="target" position={Position.Left} className={styles[data.id === 'recipe' ? 'modelPort' : 'recipePort'] ?? ''} />
      )}
      <header>
        <span>{data.title}</span>
        {data.problems > 0 && (
          <span className={styles['badge']} title={`${data.problems} to mend`}>
            <Icon name="warning" size={13} /> {data.problems}
          </span>
        )}
      </header>
      <strong className="mono truncate" title={data.text}>
        {data.text}
      </strong>
      <small className="truncate">{data.detail}</small>
      {data.id !== 'endpoint' && (
        <Handle type="source" position={Position.Right} className={styles[data.id === 'model' ? 'modelPort' : 'recipePort'] ?? ''} />
      )}
    </div>
  );
}
