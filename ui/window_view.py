"""The menu 视图 of one window: which panels are shown, how large, with which columns; and how that is remembered."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSettings
from PySide6.QtGui import QAction

from ui.window_actions import WindowActions
from ui.workspace import Workspace
from ui.zoom import Zoom


class WindowView(QObject):
    """Lets the view commands act on a workspace.

    Attributes:
        zoom: the size of all that shows the book's texts.
    """

    def __init__(self, commands: WindowActions, workspace: Workspace, settings: QSettings) -> None:
        super().__init__(workspace)
        self._commands = commands
        self._workspace = workspace
        self.zoom = Zoom(settings, self)
        for part in (
            workspace.section_page,
            workspace.grid_page,
            workspace.dashboard_page,
            workspace.findings_panel,
            workspace.detail_pane,
        ):
            self.zoom.follow(part)
        self._panels = {
            "projects": (commands.show_projects, workspace.project_list),
            "findings": (commands.show_findings, workspace.findings_panel),
            "details": (commands.show_details, workspace.detail_pane),
        }
        self._connect()

    def _connect(self) -> None:
        commands, workspace = self._commands, self._workspace
        for action, panel in self._panels.values():
            action.toggled.connect(panel.setVisible)
        commands.show_stripes.toggled.connect(self._show_stripes)
        commands.show_all_indicators.toggled.connect(workspace.show_all_indicators)
        commands.show_dashboard.toggled.connect(workspace.show_dashboard)
        workspace.section_shown.connect(self._mark_page)
        commands.next_panel.triggered.connect(lambda: workspace.focus_panel(1))
        commands.previous_panel.triggered.connect(lambda: workspace.focus_panel(-1))
        commands.edit_details.triggered.connect(self._edit_details)
        commands.find_project.triggered.connect(self._focus_project_filter)
        commands.zoom_in.triggered.connect(self.zoom.zoom_in)
        commands.zoom_out.triggered.connect(self.zoom.zoom_out)
        commands.zoom_normal.triggered.connect(self.zoom.reset)
        commands.columns_menu.aboutToShow.connect(self._fill_columns_menu)

    # ── Remembering ──

    def save(self, settings: QSettings) -> None:
        self._workspace.save_layout(settings)
        for key, action in self._remembered.items():
            settings.setValue(f"window/{key}", action.isChecked())

    def restore(self, settings: QSettings) -> None:
        self._workspace.restore_layout(settings)
        for key, action in self._remembered.items():
            action.setChecked(settings.value(f"window/{key}", True, bool))  # type: ignore[arg-type]
        self._show_stripes(self._commands.show_stripes.isChecked())

    @property
    def _remembered(self) -> dict[str, QAction]:
        panels = {key: action for key, (action, _) in self._panels.items()}
        return {**panels, "stripes": self._commands.show_stripes}

    # ── Commands ──

    def _mark_page(self) -> None:
        self._commands.show_all_indicators.setChecked(self._workspace.shows_all_indicators)
        self._commands.show_dashboard.setChecked(self._workspace.shows_dashboard)

    def _show_stripes(self, shown: bool) -> None:
        self._workspace.tree.setAlternatingRowColors(shown)
        self._workspace.grid_page.view.setAlternatingRowColors(shown)

    def _edit_details(self) -> None:
        self._commands.show_details.setChecked(True)
        self._workspace.detail_pane.setFocus()

    def _focus_project_filter(self) -> None:
        self._commands.show_projects.setChecked(True)
        self._workspace.focus_project_filter()

    def _fill_columns_menu(self) -> None:
        menu = self._commands.columns_menu
        menu.clear()
        menu.addActions(self._workspace.column_actions(menu))
