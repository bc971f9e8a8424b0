#!/usr/bin/env python3
"""relay.py PORT_FILE LOG PORT [CUT]: passes TCP on to 127.0.0.1:PORT and writes to LOG, for each connection that ended, how many bytes went up and
came down. CUT: a connection is cut after so many bytes came down."""
import asyncio
import os
import sys

port_file, log, target = sys.argv[1], sys.argv[2], int(sys.argv[3])
cut = int(sys.argv[4]) if len(sys.argv) > 4 else None


async def copy(reader, writer, limit):
    total = 0
    while data := await reader.read(16384):
        if limit is not None:
            data = data[:limit - total]
        total += len(data)
        writer.write(data)
        await writer.drain()
        if limit is not None and total >= limit:
            break
    writer.close()
    return total


async def serve(reader, writer):
    there, back = await asyncio.open_connection("127.0.0.1", target)

    async def side(*words):
        try:
            return await copy(*words)
        except OSError:
            return 0
    up = asyncio.create_task(side(reader, back, None))
    down = await side(there, writer, cut)
    back.close()
    with open(log, "a") as file:
        file.write(f"{await up} {down}\n")


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    with open(port_file + ".part", "w") as file:
        file.write(str(server.sockets[0].getsockname()[1]))
    os.rename(port_file + ".part", port_file)
    await server.serve_forever()

asyncio.run(main())
