with ({ value: "required" }) exports.value = value;
