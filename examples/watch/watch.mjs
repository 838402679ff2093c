// Prints a live stream: node watch.mjs [stream] [service]. See README.md.
const [stream = "buffer-pool", service = "ws://127.0.0.1:8080"] = process.argv.slice(2);
const socket = new WebSocket(`${service}/api/v1/ws/storage/${stream}`);
socket.onmessage = ({ data }) => {
  const frame = JSON.parse(data);
  const [variant, fields] = Object.entries(frame.data)[0];
  console.log(String(frame.sequence ?? "-").padStart(8), variant.padEnd(14), JSON.stringify(fields));
};
socket.onclose = ({ code, reason }) => console.error(`closed: ${code} ${reason}`);
socket.onerror = () => (process.exitCode = 1);
