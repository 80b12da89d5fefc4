// socket.io as its first page shows it: everybody gets what is posted to /broadcast. Argument: the port.
import { createServer } from "node:http";
import { Server } from "socket.io";

const http = createServer((request, response) => {
  if (request.url === "/gc") {
    globalThis.gc();
    response.end(JSON.stringify(process.memoryUsage()));
    return;
  }
  let body = "";
  request.on("data", part => { body += part; });
  request.on("end", () => {
    io.emit("e", body);
    response.end();
  });
});
const io = new Server(http, { transports: ["websocket"], serveClient: false });
http.listen(Number(process.argv[2]), "127.0.0.1", 4096);
