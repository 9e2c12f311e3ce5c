try { await import("./nowhere"); } catch (error: any) { out(error.code, error.message.includes("./nowhere")); }
out("went on");
