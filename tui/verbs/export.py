"""``yanxiu export REGISTER FILE``: a register as a workbook or text file, or its blank template."""

from __future__ import annotations

from pathlib import Path

from data.words import t
from models.actions.registers import REGISTERS
from tui.arguments import Parser
from tui.call import Call
from tui.listing import chosen_columns, reader_options, reason_option
from tui.output import narrate
from tui.piping import sent
from tui.status import DONE, NO_SENSE, Refused


def add_arguments(parser: Parser) -> None:
    parser.add_argument(
        "register", choices=REGISTERS, metavar="REGISTER", help=t("verb.register", names=" ".join(REGISTERS))
    )
    parser.add_argument("file", type=Path, metavar="FILE", help=t("verb.export_file"))
    parser.add_argument("--template", action="store_true", help=t("verb.template"))
    parser.add_argument("--columns", metavar="A,B,...", help=t("verb.columns"))
    reason_option(parser)
    reader_options(parser)


def run(call: Call) -> int:
    from models.actions.exporting import export_register, export_template
    from models.actions.readers import NoSuchVersion, ensure_version
    from models.rules.readers import Reader

    options = call.options
    reader = Reader(options.reader) if options.reader else None
    why = options.purpose or options.reason
    with call.desk() as desk:
        source = desk.source(options.register)
        try:
            if options.template:
                with sent(options.file) as file:
                    export_template(desk, source.register, file)
                narrate(t("roster.template_saved", path=options.file))
                return DONE
            columns = chosen_columns(source.register, options.columns) if options.columns else source.register.columns
            if reader:
                ensure_version(reader, source.register, why)
            rows = [source.row(index) for index in range(len(source))]
            with sent(options.file) as file:
                count = export_register(desk, source.register, rows, file, columns, why, reader)
        except (ValueError, NoSuchVersion) as problem:
            raise Refused(NO_SENSE, str(problem)) from problem
        except OSError as problem:
            reason = t("verb.cannot_write", path=options.file, why=problem.strerror or problem)
            raise Refused(NO_SENSE, reason) from problem
        narrate(t("roster.saved_rows", count=count, path=options.file))
    return DONE
